"""Serves a model by the documented contract: GET /ping, POST /invocations; one warm interpreter a process.

`python -m tunesmith_serving` reads the model of SM_MODEL_DIR and the handlers of SAGEMAKER_PROGRAM, and listens on
SAGEMAKER_BIND_TO_PORT. Which framework it is says TUNESMITH_FRAMEWORK. Works from Python 3.6 on, and needs nothing but what
the model needs.
"""

"""The frameworks by name, each a service with a `name` and `answer(request)`."""
import os


def load(framework, model_dir):
    """The service for a framework; for an MLflow model that of MLflow, whatever the framework."""
    if os.path.isfile(os.path.join(model_dir, 'MLmodel')):
        from tunesmith_serving.mlflow_models import MlflowService
        return MlflowService(model_dir)
    if framework in ('tensorflow', 'tensorflow-2018'):
        from tunesmith_serving.tensorflow_models import TensorFlowService
        return TensorFlowService(model_dir, framework)
    from tunesmith_serving.handlers import HandlerService
    return HandlerService(framework, model_dir)

"""Loads the model, then answers for it until the process ends."""
import os
import sys
import time

from tunesmith_serving import http, services


def main():
    begun = time.time()
    model_dir = os.environ.get('SM_MODEL_DIR', '/opt/ml/model')
    port = int(os.environ.get('SAGEMAKER_BIND_TO_PORT', '8080'))
    service = services.load(os.environ.get('TUNESMITH_FRAMEWORK', 'handlers'), model_dir)
    server = http.Server(port, service)
    print('serving: %s, ready after %.1f s' % (service.name, time.time() - begun), file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == '__main__':
    main()

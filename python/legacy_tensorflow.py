"""Runs an entry point of functions, as SageMaker's TensorFlow images of 2018 did: the document's form.

    legacy_tensorflow.py PROGRAM CHECKPOINTS

PROGRAM defines `model_fn`, `estimator_fn` or `keras_model_fn`; `train_input_fn`; and, where wanted, `eval_input_fn` and
`serving_input_fn`. Each gets those of `training_dir`, `hyperparameters`, `input_channels` that it declares. It is trained and
evaluated by `tf.estimator.train_and_evaluate`, and exported as a SavedModel to SM_MODEL_DIR. TensorFlow 1.4 to 1.15, or 2.x as
long as it has estimators (2.15), which the program then sees as TensorFlow 1. Python 3.6 or later.
"""
import importlib
import inspect
import json
import logging
import os
import shutil
import sys

# Settings of the run that are hyper-parameters, with their types.
RUN_SETTINGS = {'save_summary_steps': int, 'save_checkpoints_secs': int, 'save_checkpoints_steps': int,
                'keep_checkpoint_max': int, 'keep_checkpoint_every_n_hours': int, 'log_step_count_steps': int}
EVALUATION_SETTINGS = {'start_delay_secs': int, 'throttle_secs': int}


def tensorflow():
    """TensorFlow 1, or what of 2 is it; the program's own `import tensorflow` finds the same."""
    try:
        import tensorflow as tf
    except ImportError as error:
        raise SystemExit('an entry point of functions needs TensorFlow with estimators, and %s cannot import it (%s); '
                         'pip install "tensorflow-cpu==2.15.1" "numpy<2"' % (sys.executable, error))
    if tf.__version__.startswith('1.'):
        return tf
    if not hasattr(tf.compat.v1, 'estimator') or not hasattr(tf.compat.v1.estimator, 'Estimator'):
        raise SystemExit('TensorFlow %s has no estimators any more; 2.15 is the last that has' % tf.__version__)
    one = tf.compat.v1
    # Without a module's own path an `import tensorflow.keras` of the program would not be found.
    one.__path__ = list(getattr(one, '__path__', [])) + list(tf.__path__)
    sys.modules['tensorflow'] = one
    return one


def logged_as_then(tf):
    """Lines as the images of 2018 wrote them, which the patterns of that time expect."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter('%(asctime)s %(levelname)s - %(name)s - %(message)s'))
    tf.logging.set_verbosity(tf.logging.INFO)
    logger = logging.getLogger('tensorflow')
    logger.handlers = [handler]
    logger.propagate = False


def declared(function):
    """Names of a function's arguments."""
    return [p.name for p in inspect.signature(function).parameters.values()
            if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]


class Program:
    """An entry point and what its functions are given."""

    def __init__(self, path):
        folder, file = os.path.split(os.path.abspath(path))
        sys.path.insert(0, folder)
        self.module = importlib.import_module(os.path.splitext(file)[0])
        self.hyperparameters = {name: value for name, value in json.loads(os.environ['SM_HPS']).items() if value is not None}
        channels = {name: os.environ['SM_CHANNEL_' + name.upper()] for name in json.loads(os.environ['SM_CHANNELS'])}
        training = channels.get('training') or next(iter(channels.values()), None)
        self.known = {'training_dir': training, 'dir': training, 'hyperparameters': self.hyperparameters,
                      'params': self.hyperparameters, 'input_channels': channels, 'channels': channels}

    def has(self, name):
        return callable(getattr(self.module, name, None))

    def bound(self, name):
        """A function of the program, with the arguments that it declares."""
        function = getattr(self.module, name)
        unknown = [p.name for p in inspect.signature(function).parameters.values()
                   if p.name not in self.known and p.default is p.empty and p.kind == p.POSITIONAL_OR_KEYWORD]
        if unknown:
            raise SystemExit('%s wants %s; known are %s' % (name, ', '.join(unknown), ', '.join(self.known)))
        arguments = {argument: self.known[argument] for argument in declared(function) if argument in self.known}
        return lambda: function(**arguments)

    def number(self, name):
        """A hyper-parameter that is a whole number; none where it is absent."""
        value = self.hyperparameters.get(name)
        return None if value in (None, '', 'null') else int(float(value))

    def settings(self, kinds):
        return {name: kind(self.hyperparameters[name]) for name, kind in kinds.items() if name in self.hyperparameters}


def estimator(tf, program, checkpoints):
    settings = program.settings(RUN_SETTINGS)
    if not {'save_checkpoints_secs', 'save_checkpoints_steps'} & set(settings):
        settings['save_checkpoints_secs'] = 300
    config = tf.estimator.RunConfig(model_dir=checkpoints, **settings)
    if program.has('estimator_fn'):
        return program.module.estimator_fn(config, program.hyperparameters)
    if program.has('keras_model_fn'):
        model = program.module.keras_model_fn(program.hyperparameters)
        return tf.keras.estimator.model_to_estimator(keras_model=model, config=config)
    takes = declared(program.module.model_fn)
    name = 'hyperparameters' if 'hyperparameters' in takes else 'params' if 'params' in takes else None

    def model_fn(features, labels, mode, params):
        more = {name: params} if name else {}
        return program.module.model_fn(features, labels, mode, **more)

    return tf.estimator.Estimator(model_fn=model_fn, params=program.hyperparameters, config=config)


def export(estimator, program, checkpoints, model_dir):
    """Puts the trained model where the job's model is taken from."""
    exported = os.path.join(checkpoints, 'export')
    if program.has('serving_input_fn') and not os.path.isdir(exported):
        write = getattr(estimator, 'export_saved_model', None) or estimator.export_savedmodel
        write(os.path.join(exported, 'Servo'), lambda: receiver(program))
    target = os.path.join(model_dir, 'export')
    if os.path.isdir(exported):
        shutil.copytree(exported, target)
        return
    # Without a function for serving there is nothing to serve; the weights are the model.
    latest = [name for name in os.listdir(checkpoints) if name.startswith(('model.ckpt', 'checkpoint', 'graph.pbtxt'))]
    for name in latest:
        shutil.copy(os.path.join(checkpoints, name), model_dir)


def receiver(program):
    """What a program's serving function receives: it may answer with that, or with a function for it."""
    told = program.bound('serving_input_fn')()
    return told() if callable(told) and not hasattr(told, 'receiver_tensors') else told


def main():
    path, checkpoints = sys.argv[1:3]
    tf = tensorflow()
    logged_as_then(tf)
    program = Program(path)
    if not any(map(program.has, ('model_fn', 'estimator_fn', 'keras_model_fn'))):
        raise SystemExit('%s defines none of model_fn, estimator_fn, keras_model_fn' % path)
    steps = program.number('training_steps')
    trained = estimator(tf, program, checkpoints)
    if program.has('eval_input_fn'):
        exporters = None
        if program.has('serving_input_fn'):
            exporters = tf.estimator.LatestExporter('Servo', lambda: receiver(program))
        tf.estimator.train_and_evaluate(
            trained,
            tf.estimator.TrainSpec(program.bound('train_input_fn'), max_steps=steps),
            tf.estimator.EvalSpec(program.bound('eval_input_fn'), steps=program.number('evaluation_steps'),
                                  exporters=exporters, **program.settings(EVALUATION_SETTINGS)))
    else:
        trained.train(program.bound('train_input_fn'), max_steps=steps)
    export(trained, program, checkpoints, os.environ['SM_MODEL_DIR'])


if __name__ == '__main__':
    main()

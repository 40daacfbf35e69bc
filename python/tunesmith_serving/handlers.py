"""Handlers of the user's own, where there are any, and what the frameworks do by default: model_fn, input_fn, predict_fn,
output_fn, or transform_fn in place of the last three."""
import glob
import importlib
import inspect
import os
import pickle
import sys

from tunesmith_serving import formats, xgboost_models
from tunesmith_serving.http import Answer, Refused


def user_module(model_dir):
    """The module that SAGEMAKER_PROGRAM names; none where the model brings no code along."""
    program = os.environ.get('SAGEMAKER_PROGRAM')
    if not program:
        return None
    folders = [folder for folder in (os.environ.get('TUNESMITH_CODE_DIR'), os.path.join(model_dir, 'code')) if folder]
    for folder in folders:
        if os.path.isfile(os.path.join(folder, program)):
            sys.path.insert(0, os.path.join(folder, os.path.dirname(program)))
            sys.path.insert(0, folder)
            name = os.path.splitext(program)[0].replace(os.sep, '.')
            return importlib.import_module(name)
    raise SystemExit('SAGEMAKER_PROGRAM is %s, and there is no such file in %s' % (program, ' or '.join(folders)))


def called(function, *arguments):
    """Calls a handler with as many of the arguments as it takes: some toolkits pass a context as well."""
    signature = inspect.signature(function)
    if any(p.kind == p.VAR_POSITIONAL for p in signature.parameters.values()):
        return function(*arguments)
    positional = [p for p in signature.parameters.values() if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    return function(*arguments[:len(positional)])


class HandlerService:
    """A model with its handlers."""

    def __init__(self, framework, model_dir):
        self.framework = framework
        module = user_module(model_dir)
        default = {'xgboost': xgboost_models.model_fn, 'pytorch': torch_model}.get(framework, any_model)
        self.model_fn = getattr(module, 'model_fn', default)
        self.input_fn = getattr(module, 'input_fn', self.default_input)
        self.predict_fn = getattr(module, 'predict_fn', self.default_predict)
        self.output_fn = getattr(module, 'output_fn', self.default_output)
        self.transform_fn = getattr(module, 'transform_fn', None)
        self.name = framework if module is None else '%s, handlers of %s' % (framework, module.__name__)
        self.model = called(self.model_fn, model_dir)

    def answer(self, request):
        if self.transform_fn:
            return spoken(called(self.transform_fn, self.model, request.body, request.content_type, request.accept),
                          request.accept)
        data = called(self.input_fn, self.body_for(self.input_fn, request), request.content_type)
        prediction = called(self.predict_fn, data, self.model)
        return spoken(called(self.output_fn, prediction, request.accept), request.accept)

    def body_for(self, function, request):
        """Text types are given to handlers as text, as the public toolkits do."""
        is_text = formats.kind(request.content_type) in (formats.JSON, formats.CSV, 'text/plain', *formats.LINES)
        if function == self.default_input or not is_text:
            return request.body
        return request.body.decode('utf-8')

    def default_input(self, body, content_type):
        if self.framework == 'xgboost':
            return xgboost_models.input_fn(body, content_type)
        return formats.decode(body, content_type)

    def default_predict(self, data, model):
        if self.framework == 'xgboost':
            return xgboost_models.predict_fn(data, model)
        if self.framework == 'pytorch':
            import torch
            with torch.no_grad():
                return model(torch.as_tensor(data, dtype=torch.float32) if not torch.is_tensor(data) else data)
        try:
            return model.predict(data) if hasattr(model, 'predict') else model(data)
        except (ValueError, TypeError) as error:
            # Rows of another width, texts for numbers: what was asked, not the model.
            raise Refused(400, 'the model cannot take this: %s' % error)

    def default_output(self, prediction, accept):
        if self.framework == 'xgboost':
            return xgboost_models.output_fn(prediction, accept)
        return formats.encode(prediction, accept)


def spoken(output, accept):
    """What an output handler may return: a body, or a body with its type; a response object of a web framework too."""
    content_type = None
    if isinstance(output, tuple) and len(output) == 2:
        output, content_type = output
    elif hasattr(output, 'get_data') or hasattr(output, 'response'):
        content_type = getattr(output, 'mimetype', None)
        output = output.get_data() if hasattr(output, 'get_data') else output.response
    if not isinstance(output, (bytes, str)):
        body, content_type = formats.encode(output, content_type or accept)
        return Answer(body, content_type)
    known = [formats.kind(part) for part in (accept or '').split(',')]
    return Answer(output, content_type or (known[0] if known[0] and '*' not in known[0] else formats.JSON))


def any_model(model_dir):
    """A model of joblib or pickle."""
    for pattern in ('model.joblib', '*.joblib', 'model.pkl', '*.pkl', '*.pickle'):
        for file in sorted(glob.glob(os.path.join(model_dir, pattern))):
            try:
                import joblib
                return joblib.load(file)
            except ImportError:
                with open(file, 'rb') as content:
                    return pickle.load(content)
    raise SystemExit('there is no model that can be read without a handler: %s holds %s; write a model_fn(model_dir), or save the '
                     'model as model.joblib' % (model_dir, ', '.join(sorted(os.listdir(model_dir))) or 'nothing'))


def torch_model(model_dir):
    """A model of TorchScript."""
    import torch
    for pattern in ('model.pt', '*.pt', '*.pth'):
        for file in sorted(glob.glob(os.path.join(model_dir, pattern))):
            return torch.jit.load(file, map_location='cpu').eval()
    raise SystemExit('there is no TorchScript file in %s; write a model_fn(model_dir)' % model_dir)

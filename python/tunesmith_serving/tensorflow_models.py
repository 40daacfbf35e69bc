"""SavedModels, with the requests and answers of TensorFlow Serving's REST interface; and those of the toolkit of 2018."""
import base64
import json
import os

from tunesmith_serving import formats
from tunesmith_serving.handlers import called, user_module
from tunesmith_serving.http import Answer, Refused

DEFAULT = 'serving_default'


def saved_model(model_dir):
    """The folder of the newest version below a folder."""
    found = [folder for folder, _, files in os.walk(model_dir) if 'saved_model.pb' in files or 'saved_model.pbtxt' in files]
    if not found:
        raise SystemExit('there is no SavedModel in %s: no folder below it has a saved_model.pb' % model_dir)
    version = [(int(name) if name.isdigit() else -1) for name in map(os.path.basename, found)]
    return found[version.index(max(version))]


class Graph1:
    """A SavedModel in a session of TensorFlow 1."""

    def __init__(self, tf, folder):
        self.session = tf.Session(graph=tf.Graph())
        with self.session.graph.as_default():
            loaded = tf.saved_model.loader.load(self.session, ['serve'], folder)
        self.signatures = loaded.signature_def

    def inputs(self, signature, tf):
        return {name: tf.as_dtype(info.dtype) for name, info in self.signatures[signature].inputs.items()}

    def run(self, signature, arrays):
        definition = self.signatures[signature]
        feed = {definition.inputs[name].name: value for name, value in arrays.items()}
        return self.session.run({name: info.name for name, info in definition.outputs.items()}, feed)


class Graph2:
    """A SavedModel as functions of TensorFlow 2."""

    def __init__(self, tf, folder):
        self.loaded = tf.saved_model.load(folder)
        self.signatures = self.loaded.signatures
        self.tf = tf

    def inputs(self, signature, tf):
        return {name: spec.dtype for name, spec in self.signatures[signature].structured_input_signature[1].items()}

    def run(self, signature, arrays):
        types = self.inputs(signature, self.tf)
        tensors = {name: self.tf.constant(value, dtype=types[name]) for name, value in arrays.items()}
        return {name: tensor.numpy() for name, tensor in self.signatures[signature](**tensors).items()}


class Context:
    """What handlers of the TensorFlow toolkit are told."""

    def __init__(self, request, method):
        port = os.environ.get('SAGEMAKER_BIND_TO_PORT', '8080')
        self.model_name, self.model_version, self.method = 'model', None, method
        self.rest_uri = 'http://127.0.0.1:%s/v1/models/model:%s' % (port, method)
        self.grpc_port, self.custom_attributes = None, request.custom_attributes
        self.request_content_type, self.accept_header = request.content_type, request.accept
        self.content_length = len(request.body)


class Response:
    """The model's answer, as the `requests` library shows one."""

    def __init__(self, body):
        self.status_code, self.content, self.text = 200, body, body.decode()

    def json(self):
        return json.loads(self.text)


class TensorFlowService:
    def __init__(self, model_dir, framework):
        import tensorflow as tf
        self.tf = tf
        self.legacy = framework == 'tensorflow-2018'
        folder = saved_model(model_dir)
        is_first = tf.__version__.startswith('1.')
        self.graph = (Graph1 if is_first else Graph2)(tf, folder)
        module = user_module(model_dir)
        self.handler = getattr(module, 'handler', None)
        self.input_handler = getattr(module, 'input_handler', None)
        self.output_handler = getattr(module, 'output_handler', None)
        # The toolkit of 2018 has the names of the other frameworks.
        self.input_fn = getattr(module, 'input_fn', None) if self.legacy else None
        self.output_fn = getattr(module, 'output_fn', None) if self.legacy else None
        self.name = 'tensorflow %s, %s' % (tf.__version__, os.path.relpath(folder, model_dir))

    def answer(self, request):
        if request.path.startswith('/v1/models/'):
            method = request.path.rpartition(':')[2]
            return Answer(self.served(request.body, method))
        method = attribute(request.custom_attributes, 'tfs-method') or 'predict'
        if self.legacy:
            return self.answer_of_2018(request)
        context = Context(request, method)
        if self.handler:
            return pair(self.handler(request.body, context))
        body = called(self.input_handler, Stream(request.body), context) if self.input_handler else rest(request)
        told = self.served(body, method)
        return pair(self.output_handler(Response(told), context)) if self.output_handler else Answer(told)

    def served(self, body, method):
        """A request of TensorFlow Serving, answered."""
        message = parsed(body)
        signature = message.get('signature_name', DEFAULT)
        if signature not in self.graph.signatures:
            raise Refused(400, 'there is no signature %r; there are %s' % (signature, ', '.join(sorted(self.graph.signatures))))
        if method in ('classify', 'regress'):
            return json.dumps({'results': self.examples(signature, message, method)}).encode()
        if method != 'predict':
            raise Refused(400, 'there is no method %r; there are predict, classify, regress' % method)
        if 'instances' in message:
            outputs = self.run(signature, columns(message['instances'], self.graph.inputs(signature, self.tf)))
            lists = {name: spoken(name, value) for name, value in outputs.items()}
            if len(lists) == 1:
                return json.dumps({'predictions': next(iter(lists.values()))}).encode()
            count = len(next(iter(lists.values())))
            return json.dumps({'predictions': [{name: lists[name][i] for name in lists} for i in range(count)]}).encode()
        if 'inputs' in message:
            outputs = self.run(signature, message['inputs'])
            lists = {name: spoken(name, value) for name, value in outputs.items()}
            return json.dumps({'outputs': next(iter(lists.values())) if len(lists) == 1 else lists}).encode()
        raise Refused(400, 'the request has neither "instances" nor "inputs"')

    def run(self, signature, values):
        types = self.graph.inputs(signature, self.tf)
        if not isinstance(values, dict) or 'b64' in values:
            if len(types) != 1:
                raise Refused(400, 'the model has the inputs %s; name them' % ', '.join(sorted(types)))
            values = {next(iter(types)): values}
        if set(values) != set(types):
            raise Refused(400, 'the model has the inputs %s, the request %s'
                          % (', '.join(sorted(types)), ', '.join(sorted(values)) or 'none'))
        try:
            return self.graph.run(signature, {name: bare(value) for name, value in values.items()})
        except (ValueError, TypeError, self.tf.errors.InvalidArgumentError) as error:
            raise Refused(400, 'the model cannot take this: %s' % error)

    def examples(self, signature, message, method):
        """Serialised examples, for models that parse them themselves."""
        serialised = []
        for features in message.get('examples', []):
            example = self.tf.train.Example()
            for name, value in features.items():
                values = value if isinstance(value, list) else [value]
                feature = example.features.feature[name]
                if all(isinstance(v, str) or isinstance(v, dict) for v in values):
                    feature.bytes_list.value.extend(v.encode() if isinstance(v, str) else base64.b64decode(v['b64']) for v in values)
                elif all(isinstance(v, int) for v in values):
                    feature.int64_list.value.extend(values)
                else:
                    feature.float_list.value.extend(values)
            serialised.append(example.SerializeToString())
        outputs = self.run(signature, serialised)
        if method == 'regress':
            return [value for row in outputs['outputs'].tolist() for value in (row if isinstance(row, list) else [row])]
        labels = outputs.get('classes')
        names = labels.tolist() if labels is not None else [list(map(str, range(outputs['scores'].shape[1])))] * len(serialised)
        return [[[text(label), score] for label, score in zip(*row)] for row in zip(names, outputs['scores'].tolist())]

    def answer_of_2018(self, request):
        if self.input_fn:
            values = called(self.input_fn, request.body, request.content_type)
        else:
            values = parsed_tensor(rest_value(request))
        types = self.graph.inputs(DEFAULT, self.tf)
        if not isinstance(values, dict) and len(types) == 1:
            (name, dtype), = types.items()
            import numpy as np
            # A row stands for a batch of one, as the toolkit took it.
            array = np.array(values)
            values = {name: array if array.ndim > 1 or dtype == self.tf.string else array.reshape(1, -1)}
        outputs = self.run(DEFAULT, values)
        if self.output_fn:
            return pair((called(self.output_fn, outputs, request.accept), request.accept))
        told = {'outputs': {name: tensor_message(value, self.tf) for name, value in outputs.items()},
                'modelSpec': {'name': 'generic_model', 'signatureName': DEFAULT}}
        return Answer(json.dumps(told))


class Stream:
    """A body that is read like a file."""

    def __init__(self, body):
        self.body = body

    def read(self):
        return self.body


def attribute(attributes, name):
    for part in attributes.split(','):
        key, _, value = part.partition('=')
        if key.strip() == name:
            return value.strip()
    return None


def pair(output):
    body, content_type = output if isinstance(output, tuple) else (output, formats.JSON)
    content_type = content_type if content_type and '*' not in content_type else formats.JSON
    return Answer(body if isinstance(body, (bytes, str)) else json.dumps(formats.plain(body)), content_type)


def rest_value(request):
    if formats.kind(request.content_type) == formats.JSON:
        return parsed(request.body)
    return formats.decode(request.body, request.content_type).tolist()


def rest(request):
    """A body of any known type, as TensorFlow Serving takes it."""
    value = rest_value(request)
    is_message = isinstance(value, dict) and ({'instances', 'inputs', 'examples'} & set(value))
    return json.dumps(value if is_message else {'instances': value if isinstance(value, list) else [value]}).encode()


def parsed(body):
    try:
        value = json.loads(body.decode('utf-8') if isinstance(body, bytes) else body)
    except ValueError as error:
        raise Refused(400, 'the body is no JSON: %s' % error)
    return value


def columns(instances, types):
    """Rows become a column for each input."""
    if not isinstance(instances, list) or not instances:
        raise Refused(400, '"instances" must be a list with something in it')
    if all(isinstance(row, dict) and 'b64' not in row for row in instances):
        if any(set(row) != set(instances[0]) for row in instances):
            raise Refused(400, 'the instances differ in what they name')
        return {name: [row[name] for row in instances] for name in instances[0]}
    return instances


def bare(value):
    """Bytes in place of their base64."""
    if isinstance(value, dict) and set(value) == {'b64'}:
        return base64.b64decode(value['b64'])
    return [bare(v) for v in value] if isinstance(value, list) else value


def text(value):
    return value.decode('utf-8', 'replace') if isinstance(value, bytes) else str(value)


def spoken(name, array):
    """An output as JSON has it; bytes as base64 where the name says so."""
    def each(value):
        if isinstance(value, list):
            return [each(v) for v in value]
        if isinstance(value, bytes):
            return {'b64': base64.b64encode(value).decode()} if name.endswith('_bytes') else text(value)
        return value
    return each(array.tolist())


def parsed_tensor(value):
    """The JSON of a tensor message as lists; anything else as it is."""
    if not isinstance(value, dict) or 'dtype' not in value or 'tensorShape' not in value:
        return value
    import numpy as np
    numbers = next((value[key] for key in ('floatVal', 'doubleVal', 'intVal', 'int64Val', 'boolVal') if key in value), None)
    if numbers is None:
        return [base64.b64decode(v) for v in value.get('stringVal', [])]
    shape = [int(dim['size']) for dim in value['tensorShape'].get('dim', [])]
    return np.array(numbers, dtype=float).reshape(shape).tolist()


def tensor_message(array, tf):
    """A tensor as the JSON of its message."""
    import numpy as np
    array = np.asarray(array)
    field = {'f': 'floatVal', 'i': 'int64Val', 'u': 'int64Val', 'b': 'boolVal'}.get(array.dtype.kind, 'stringVal')
    kind = 'DT_STRING' if field == 'stringVal' else 'DT_' + tf.as_dtype(array.dtype).name.upper().replace('FLOAT32', 'FLOAT')
    if array.dtype == np.float64:
        field, kind = 'doubleVal', 'DT_DOUBLE'
    values = array.ravel().tolist()
    if field == 'int64Val':
        values = [str(v) for v in values]
    elif field == 'stringVal':
        values = [base64.b64encode(v if isinstance(v, bytes) else str(v).encode()).decode() for v in values]
    return {'dtype': kind, 'tensorShape': {'dim': [{'size': str(n)} for n in array.shape]}, field: values}

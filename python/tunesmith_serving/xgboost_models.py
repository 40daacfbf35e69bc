"""The built-in XGBoost: its model file, its formats, its predictions as one line."""
import json
import os
import pickle
import tempfile

from tunesmith_serving import formats
from tunesmith_serving.http import Refused

LIBSVM = ('text/libsvm', 'text/x-libsvm')


def model_fn(model_dir):
    import xgboost
    names = [name for name in sorted(os.listdir(model_dir)) if os.path.isfile(os.path.join(model_dir, name))]
    name = 'xgboost-model' if 'xgboost-model' in names else names[0] if len(names) == 1 else None
    if name is None:
        raise SystemExit('there is no xgboost-model in %s, which holds %s' % (model_dir, ', '.join(names) or 'nothing'))
    file = os.path.join(model_dir, name)
    try:
        booster = xgboost.Booster()
        booster.load_model(file)
        return booster
    except xgboost.core.XGBoostError:
        with open(file, 'rb') as content:
            return pickle.load(content)


def input_fn(body, content_type):
    import xgboost
    if formats.kind(content_type) in LIBSVM:
        with tempfile.NamedTemporaryFile(suffix='.libsvm') as file:
            file.write(body)
            file.flush()
            try:
                return xgboost.DMatrix(file.name + '?format=libsvm')
            except (ValueError, xgboost.core.XGBoostError) as error:
                raise Refused(400, 'the body is no libsvm: %s' % error)
    array = formats.decode(body, content_type)
    return xgboost.DMatrix(array.reshape(1, -1) if array.ndim == 1 else array)


def predict_fn(data, model):
    # A model that knows its columns' names would refuse a matrix without them.
    return model.predict(data, validate_features=False)


def output_fn(prediction, accept):
    form = formats.kind(accept)
    if form == formats.JSON:
        return json.dumps({'predictions': [{'score': score} for score in prediction.tolist()]}), formats.JSON
    if form in (formats.NPY, *formats.LINES):
        return formats.encode(prediction, accept)
    return ','.join(','.join(map(str, row)) if isinstance(row, list) else str(row) for row in prediction.tolist()), formats.CSV

"""Folders of MLflow, by its Python flavour, with the inputs of its own server."""
import io
import json

from tunesmith_serving import formats
from tunesmith_serving.http import Answer, Refused


class MlflowService:
    name = 'mlflow'

    def __init__(self, model_dir):
        import mlflow.pyfunc
        self.model = mlflow.pyfunc.load_model(model_dir)

    def answer(self, request):
        prediction = self.model.predict(frame(request.body, request.content_type))
        return Answer(json.dumps({'predictions': formats.plain(prediction)}))


def frame(body, content_type):
    import numpy as np
    import pandas as pd
    form = formats.kind(content_type)
    try:
        if form == formats.CSV:
            return pd.read_csv(io.BytesIO(body))
        if form != formats.JSON:
            return formats.decode(body, content_type)
        value = json.loads(body.decode('utf-8'))
        if not isinstance(value, dict):
            return np.array(value)
        if 'dataframe_split' in value:
            return pd.DataFrame(**value['dataframe_split'])
        if 'dataframe_records' in value:
            return pd.DataFrame(value['dataframe_records'])
        for key in ('instances', 'inputs'):
            if key in value:
                inputs = value[key]
                return {k: np.array(v) for k, v in inputs.items()} if isinstance(inputs, dict) else np.array(inputs)
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(400, 'the body is no %s that MLflow reads: %s' % (form, error))
    raise Refused(400, 'the body has none of dataframe_split, dataframe_records, instances, inputs')

"""Between bytes and arrays: JSON, CSV, NumPy."""
import io
import json

from tunesmith_serving.http import Refused

JSON, CSV, NPY, NPZ = 'application/json', 'text/csv', 'application/x-npy', 'application/x-npz'
LINES = ('application/jsonlines', 'application/json-lines', 'application/x-jsonlines')


def kind(content_type):
    """The media type without its parameters."""
    return (content_type or JSON).split(';')[0].strip().lower()


def decode(body, content_type):
    """An array: of JSON, the lists; of CSV, the rows."""
    import numpy as np
    form = kind(content_type)
    try:
        if form == JSON:
            value = json.loads(body.decode('utf-8'))
            value = value.get('instances', value.get('inputs')) if isinstance(value, dict) else value
            if not isinstance(value, list):
                raise ValueError('a list of rows is wanted, or "instances" or "inputs" with one')
            return np.array(value)
        if form in LINES:
            return np.array([json.loads(line) for line in body.decode('utf-8').splitlines() if line.strip()])
        if form == CSV:
            return rows(body)
        if form == NPY:
            return np.load(io.BytesIO(body), allow_pickle=False)
        if form == NPZ:
            arrays = np.load(io.BytesIO(body), allow_pickle=False)
            return arrays[arrays.files[0]]
    except (ValueError, EOFError, KeyError, IndexError) as error:
        raise Refused(400, 'the body is no %s: %s' % (form, error))
    raise Refused(415, 'content type %s is not understood; there are %s' % (form, ', '.join((JSON, *LINES[:1], CSV, NPY, NPZ))))


def rows(body):
    """CSV as an array with two dimensions: of numbers, or of texts where something is none."""
    import csv

    import numpy as np
    lines = [line for line in csv.reader(io.StringIO(body.decode('utf-8'))) if line]
    if len({len(line) for line in lines}) > 1:
        raise ValueError('its rows differ in length')
    try:
        return np.array([[float(cell) for cell in line] for line in lines])
    except ValueError:
        return np.array(lines)


def wanted(accept):
    """The first media type of an Accept header that is known; JSON where anything will do."""
    for form in (kind(part) for part in (accept or '').split(',')):
        if form in (JSON, CSV, NPY, NPZ) or form in LINES:
            return form
        if form in ('', '*/*', 'application/*'):
            return JSON
    raise Refused(415, 'accept %s is not understood; there are %s' % (accept, ', '.join((JSON, LINES[0], CSV, NPY, NPZ))))


def plain(value):
    """A value that JSON can have."""
    import numpy as np
    if isinstance(value, np.ndarray) or hasattr(value, 'tolist'):
        return plain(value.tolist())
    if hasattr(value, 'detach'):
        return plain(value.detach().cpu().numpy())
    if hasattr(value, 'to_numpy'):
        return plain(value.to_numpy())
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, bytes):
        return value.decode('utf-8', 'replace')
    return value


def encode(value, accept):
    """Bytes and their media type."""
    import numpy as np
    form = wanted(accept)
    if form == JSON:
        return json.dumps(plain(value)).encode(), form
    value = plain(value)
    if form in LINES:
        return ''.join(json.dumps(line) + '\n' for line in value).encode(), form
    if form == CSV:
        lines = value if isinstance(value, list) else [value]
        cells = [line if isinstance(line, list) else [line] for line in lines]
        return ''.join(','.join(str(cell) for cell in line) + '\n' for line in cells).encode(), form
    out = io.BytesIO()
    array = np.array(value)
    if array.dtype == object:
        raise Refused(415, 'this answer is no array; accept %s' % JSON)
    if form == NPY:
        np.save(out, array, allow_pickle=False)
    else:
        np.savez(out, array)
    return out.getvalue(), form

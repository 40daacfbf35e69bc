"""What peers share: being asked and told by JSON lines, as `tunesmith ask-tell` is.

Peers import it before anything else: from then on, what a library prints goes to stderr.
"""
import json
import os
import sys

ANSWERS = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)


def plain(space, values):
    """A point as JSON takes it: numbers of a library's own kinds become Python's, and stay within their bounds."""
    point = {}
    for p in space:
        value = values[p['name']]
        if p['type'] == 'cat':
            point[p['name']] = str(value)
        else:
            kind = float if p['type'] == 'float' else lambda v: int(round(float(v)))
            point[p['name']] = min(max(kind(value), p['low']), p['high'])
    return point


def serve(peer, several=False):
    """Answers until the input ends.

    `peer(space, seed, message)` starts a study; it has ask(n), which gives pairs of an id and a point, and tell(results), where
    less is better. `several`: it knows several objectives and requirements.
    """
    study = None
    for line in sys.stdin:
        message, answer = json.loads(line), {'ok': True}
        try:
            if message['op'] == 'space':
                if not several and (message.get('objectives', 1) > 1 or message.get('requirements')):
                    raise ValueError('one objective and no requirements only')
                space = message['params']
                study = peer(space, message.get('seed', 0), message)
            elif message['op'] == 'ask':
                answer['trials'] = [{'id': i, 'params': plain(space, values)} for i, values in study.ask(message['n'])]
            else:
                study.tell(message['results'])
        except Exception as error:
            answer = {'ok': False, 'error': repr(error)}
        print(json.dumps(answer), file=ANSWERS, flush=True)

"""An optimiser that is asked and told by JSON lines: `tunesmith ask-tell`, or a peer that speaks as it does."""
import json
import subprocess


class Asked:
    """A child process for one study."""

    def __init__(self, command, study):
        self.study = study
        self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __call__(self, **message):
        self.child.stdin.write(json.dumps(message) + '\n')
        self.child.stdin.flush()
        answer = json.loads(self.child.stdout.readline())
        if not answer['ok']:
            raise SystemExit('%s: %s' % (self.study, answer['error']))
        return answer

    def close(self):
        self.child.stdin.close()
        self.child.wait()

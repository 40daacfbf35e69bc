"""Sends AWS clients of this process to Tunesmith.

`tunesmith exec` puts the folder of this file on PYTHONPATH. Some SDKs give a client its address in AWS outright (STS, for one),
which is stronger than AWS_ENDPOINT_URL; so every client that would go to AWS is made with that address instead. A program of
yours needs no change, and nothing is imported that it does not import itself.
"""

import os
import sys
from importlib import machinery, util

_HERE = os.path.dirname(os.path.abspath(__file__))


def _redirect(session_class):
    create_client = session_class.create_client

    def create(self, service_name, *args, **kwargs):
        # The seventh positional argument after the service is the address.
        given = kwargs.get("endpoint_url")
        # Read anew each time: a program may set another address for itself.
        wanted = os.environ.get("AWS_ENDPOINT_URL")
        if wanted and len(args) < 5 and (given is None or ".amazonaws.com" in given):
            kwargs["endpoint_url"] = wanted
        return create_client(self, service_name, *args, **kwargs)

    session_class.create_client = create


class _Finder(object):
    """Lets `botocore.session` be imported as ever, and changes it then."""

    def find_spec(self, name, path=None, target=None):
        if name != "botocore.session":
            return None
        spec = machinery.PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return spec
        execute = spec.loader.exec_module

        def execute_and_redirect(module):
            execute(module)
            _redirect(module.Session)

        spec.loader.exec_module = execute_and_redirect
        return spec


sys.meta_path.insert(0, _Finder())

# Another file of this name, which this one hides, runs as it would have.
_rest = [p for p in sys.path if os.path.abspath(p or ".") != _HERE]
_other = machinery.PathFinder.find_spec("sitecustomize", _rest)
if _other is not None and _other.loader is not None:
    _other.loader.exec_module(util.module_from_spec(_other))

"""HTTP/1.1, as much of it as a model server needs, and quickly: connections are kept, a head costs no more than its lines."""
import socket
import socketserver
import sys
import threading
import traceback

REASONS = {200: 'OK', 400: 'Bad Request', 404: 'Not Found', 405: 'Method Not Allowed', 413: 'Payload Too Large',
           415: 'Unsupported Media Type', 500: 'Internal Server Error'}
LARGEST = 1 << 30


class Refused(Exception):
    """A request that is answered with a status of its own."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Answer:
    """Bytes with their type."""

    def __init__(self, body, content_type='application/json', status=200, custom_attributes=None):
        self.body = body if isinstance(body, bytes) else str(body).encode()
        self.content_type = content_type
        self.status = status
        self.custom_attributes = custom_attributes


class Request:
    """What came: `path`, `headers` with small letters, `body`."""

    def __init__(self, method, path, headers, body):
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body

    @property
    def content_type(self):
        return self.headers.get('content-type') or 'application/json'

    @property
    def accept(self):
        return self.headers.get('accept') or '*/*'

    @property
    def custom_attributes(self):
        return self.headers.get('x-amzn-sagemaker-custom-attributes', '')


class Connection(socketserver.StreamRequestHandler):
    """Requests of one client, one after the other."""

    disable_nagle_algorithm = True
    rbufsize = 1 << 16

    def handle(self):
        try:
            while self.one():
                pass
        except (ConnectionError, socket.timeout):
            pass

    def one(self):
        line = self.rfile.readline(1 << 16)
        words = line.split()
        if len(words) < 3:
            return False
        headers = {}
        while True:
            line = self.rfile.readline(1 << 16)
            if line in (b'\r\n', b'\n', b''):
                break
            name, _, value = line.partition(b':')
            headers[name.strip().lower().decode('latin-1')] = value.strip().decode('latin-1')
        if headers.get('expect', '').lower() == '100-continue':
            self.wfile.write(b'HTTP/1.1 100 Continue\r\n\r\n')
        try:
            body = self.body(headers)
        except ValueError:
            self.say(Answer('the length of the body is not understood', 'text/plain', 400), False)
            return False
        request = Request(words[0].decode('latin-1'), words[1].decode('latin-1').partition('?')[0], headers, body)
        stays = headers.get('connection', '').lower() != 'close'
        self.say(self.server.answer(request), stays)
        return stays

    def body(self, headers):
        if headers.get('transfer-encoding', '').lower() != 'chunked':
            length = int(headers.get('content-length') or 0)
            if not 0 <= length <= LARGEST:
                raise ValueError(length)
            return self.rfile.read(length)
        pieces = []
        while True:
            length = int(self.rfile.readline(1 << 10).split(b';')[0], 16)
            pieces.append(self.rfile.read(length))
            self.rfile.readline(1 << 10)
            if length == 0:
                return b''.join(pieces)

    def say(self, answer, stays):
        head = 'HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n' % (
            answer.status, REASONS.get(answer.status, 'Status'), answer.content_type, len(answer.body))
        if answer.custom_attributes:
            head += 'X-Amzn-SageMaker-Custom-Attributes: %s\r\n' % answer.custom_attributes
        if not stays:
            head += 'Connection: close\r\n'
        self.wfile.write(head.encode('latin-1') + b'\r\n' + answer.body)


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Listens on this machine alone. Models are asked one question at a time; whether it is there, anybody at any time."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port, service):
        self.service = service
        self.one_at_a_time = threading.Lock()
        super().__init__(('127.0.0.1', port), Connection)

    def handle_error(self, request, client_address):
        traceback.print_exc()

    def answer(self, request):
        if request.path == '/ping':
            return Answer('{}')
        try:
            with self.one_at_a_time:
                return self.service.answer(request)
        except Refused as refused:
            return Answer('%s' % refused, 'text/plain', refused.status)
        except Exception as error:
            traceback.print_exc()
            sys.stderr.flush()
            return Answer('%s: %s' % (type(error).__name__, error), 'text/plain', 500)

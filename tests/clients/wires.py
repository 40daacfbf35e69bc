"""boto3 and requests written by hand: signatures, contents in pieces, and the protocols of CloudWatch.

Usage: wires.py [PART ...]; all parts by default.
"""
import base64
import datetime
import hashlib
import hmac
import io
import json
import os
import re
import socket
import sys
import urllib.parse
import zlib

import boto3
from botocore import UNSIGNED
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.config import Config
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

from checks import run_parts
from jobs import (
    BUCKET, CURVE, GROUP, NAMESPACE, cloudwatch, content, definition, denied, logs, refused, s3, send, sign, source,
    train, trained)

URL = os.environ['AWS_ENDPOINT_URL']


def wrong_keys_part():
    """A key that is not known, a secret that is wrong, a client that does not sign."""
    known = os.environ['AWS_ACCESS_KEY_ID']
    for key, codes in ((known, ('InvalidSignatureException', 'SignatureDoesNotMatch', 'SignatureDoesNotMatch')),
                       ('AKIAUNKNOWNUNKNOWN00', (
                           'UnrecognizedClientException', 'InvalidAccessKeyId', 'InvalidClientTokenId'))):
        session = boto3.session.Session(aws_access_key_id=key, aws_secret_access_key='x' * 40)
        denied(codes[0], session.client('sagemaker').list_training_jobs)
        denied(codes[0], session.client('cloudwatch').list_metrics)
        denied(codes[0], session.client('logs').describe_log_groups)
        denied(codes[1], session.client('s3').list_buckets)
        denied(codes[2], session.client('sts').get_caller_identity)
    unsigned = Config(signature_version=UNSIGNED)
    denied('AccessDenied', boto3.client('s3', config=unsigned).list_buckets)
    denied('MissingAuthenticationTokenException', boto3.client('sagemaker', config=unsigned).list_training_jobs)


def signatures_part():
    """Requests that are late, early, altered, or not signed."""
    now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    s3.create_bucket(Bucket=BUCKET)
    s3.put_object(Bucket=BUCKET, Key='signed', Body=b'content')
    target = {'X-Amz-Target': 'SageMaker.ListTrainingJobs', 'Content-Type': 'application/x-amz-json-1.1'}
    place = '%s/%s/signed' % (URL, BUCKET)

    def ask(kind, service_name, method, url, body, headers, sent, at, without):
        signed = sign(kind, service_name, method, url, body, headers, at=at)
        signed = {name: value for name, value in signed.items() if name not in without}
        status, _, told = send(method, url, signed, body if sent is None else sent)
        return status, told

    def service(body=b'{}', sent=None, at=None, without=()):
        status, told = ask(SigV4Auth, 'sagemaker', 'POST', URL + '/', body, target, sent, at, without)
        return status, json.loads(told).get('__type', 'fine')

    def objects(body=b'other', sent=None, at=None, without=(), method='PUT'):
        status, told = ask(S3SigV4Auth, 's3', method, place, body, None, sent, at, without)
        found = re.search(b'<Code>(.*?)</Code>', told)
        return status, found.group(1).decode() if found else 'fine'

    def same(found, status, code):
        assert found == (status, code), found

    minutes = datetime.timedelta(minutes=1)
    for late in (None, now - 4 * minutes):
        same(service(at=late), 200, 'fine')
        same(objects(at=late), 200, 'fine')
    for way in (-20, 20):
        same(service(at=now + way * minutes), 403, 'InvalidSignatureException')
        same(objects(at=now + way * minutes), 403, 'RequestTimeTooSkewed')
    same(service(sent=b'{"MaxResults": 1}'), 403, 'InvalidSignatureException')
    s3.put_object(Bucket=BUCKET, Key='signed', Body=b'content')
    found = objects(sent=b'evil!')
    assert content('signed') == b'content', 'an altered body was kept'
    same(found, 400, 'XAmzContentSHA256Mismatch')
    same(service(without=['Authorization']), 403, 'MissingAuthenticationTokenException')
    for method in ('GET', 'PUT', 'DELETE'):
        same(objects(without=['Authorization'], method=method), 403, 'AccessDenied')
    found = service(without=['X-Amz-Date'])
    assert found[0] == 403, found
    found = objects(without=['X-Amz-Date'])
    assert found[0] in (400, 403), found
    status, _, told = send('GET', URL + '/', {})
    assert status == 403, (status, told)
    assert content('signed') == b'content', 'who did not sign changed an object'


class Streamed(S3SigV4Auth):
    """Signs the head of a request whose content comes in pieces."""
    mark = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'

    def payload(self, request):
        return self.mark


class Trailed(Streamed):
    mark = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'


def pieces(headers, contents):
    """Signed pieces of a content, each with the signature of those before it."""
    def digest(key, text):
        return hmac.new(key, text.encode(), hashlib.sha256)

    credential, signature = re.search('Credential=[^/]+/([^,]+),.*Signature=(.+)$', headers['Authorization']).groups()
    key = b'AWS4' + os.environ['AWS_SECRET_ACCESS_KEY'].encode()
    for part in credential.split('/'):
        key = digest(key, part).digest()
    body = b''
    for piece in list(contents) + [b'']:
        text = '\n'.join(['AWS4-HMAC-SHA256-PAYLOAD', headers['X-Amz-Date'], credential, signature,
                          hashlib.sha256(b'').hexdigest(), hashlib.sha256(piece).hexdigest()])
        signature = digest(key, text).hexdigest()
        body += b'%x;chunk-signature=%s\r\n%s\r\n' % (len(piece), signature.encode(), piece)
    return body


def streamed_part():
    """Contents in pieces, as aws-chunked has them."""
    s3.create_bucket(Bucket=BUCKET)
    contents = [b'a' * 70_000, b'b' * 65_536, b'tail']
    whole = b''.join(contents)

    def put(key, kind, headers, body_of):
        url = '%s/%s/%s' % (URL, BUCKET, key)
        signed = sign(kind, 's3', 'PUT', url, headers=dict(
            headers, **{'Content-Encoding': 'aws-chunked', 'X-Amz-Decoded-Content-Length': str(len(whole))}))
        body = body_of(signed)
        status, _, told = send('PUT', url, dict(signed, **{'Content-Length': str(len(body))}), body)
        return status, told

    status, told = put('streamed', Streamed, {}, lambda head: pieces(head, contents))
    assert status == 200, (status, told)
    answer = s3.get_object(Bucket=BUCKET, Key='streamed')
    assert answer['Body'].read() == whole and 'aws-chunked' not in answer.get('ContentEncoding', ''), answer
    status, told = put('streamed', Streamed, {}, lambda head: pieces(head, contents).replace(b'bbbb', b'bbbc', 1))
    assert status in (400, 403), 'a changed piece was accepted: %d %s' % (status, told)
    status, told = put('streamed', Streamed, {}, lambda head: pieces(head, contents[:2]))
    assert status in (400, 403), 'a shorter content was accepted: %d %s' % (status, told)
    assert content('streamed') == whole, 'a refused content was kept'

    checksum = base64.b64encode(zlib.crc32(whole).to_bytes(4, 'big'))

    def trailed(stated):
        body = b''.join(b'%x\r\n%s\r\n' % (len(piece), piece) for piece in contents)
        return body + b'0\r\nx-amz-checksum-crc32:%s\r\n\r\n' % stated

    trailer = {'X-Amz-Trailer': 'x-amz-checksum-crc32'}
    status, told = put('trailed', Trailed, trailer, lambda head: trailed(checksum))
    assert status == 200, (status, told)
    answer = s3.get_object(Bucket=BUCKET, Key='trailed', ChecksumMode='ENABLED')
    assert answer['Body'].read() == whole and answer['ChecksumCRC32'] == checksum.decode(), answer
    status, told = put('trailed-badly', Trailed, trailer, lambda head: trailed(b'AAAAAA=='))
    assert status == 400 and b'BadDigest' in told, (status, told)
    refused('NoSuchKey', s3.get_object, Bucket=BUCKET, Key='trailed-badly')
    # boto3 with each of its settings.
    for when in ('when_supported', 'when_required'):
        key = 'by-boto3-' + when
        client = boto3.client('s3', config=Config(request_checksum_calculation=when, response_checksum_validation=when))
        client.upload_fileobj(io.BytesIO(whole), BUCKET, key)
        assert client.get_object(Bucket=BUCKET, Key=key)['Body'].read() == whole
        client.put_object(Bucket=BUCKET, Key=key, Body=whole, ChecksumAlgorithm='SHA256')


def expect_part():
    """A client that waits to be asked for its content is asked, and one that may not send it is told so."""
    s3.create_bucket(Bucket=BUCKET)
    url = '%s/%s/expected' % (URL, BUCKET)
    parts = urllib.parse.urlsplit(url)

    def ask(headers):
        connection = socket.create_connection((parts.hostname, parts.port), timeout=10)
        head = dict(headers, **{'Host': parts.netloc, 'Content-Length': '7', 'Expect': '100-continue'})
        lines = ['PUT %s HTTP/1.1' % parts.path] + ['%s: %s' % pair for pair in head.items()]
        connection.sendall(('\r\n'.join(lines) + '\r\n\r\n').encode())
        return connection, connection.recv(4096)

    signed = sign(S3SigV4Auth, 's3', 'PUT', url, b'content')
    connection, first = ask(signed)
    assert first.startswith(b'HTTP/1.1 100 '), first
    connection.sendall(b'content')
    answer = connection.recv(4096)
    assert answer.startswith(b'HTTP/1.1 200 '), 'the content was not taken'
    assert b'connection: close' not in answer.lower(), 'one connection for each object: %s' % answer
    connection.close()
    assert content('expected') == b'content'
    connection, first = ask(dict(signed, Authorization=signed['Authorization'][:-4] + '0000'))
    if first.startswith(b'HTTP/1.1 100 '):
        connection.sendall(b'content')
        first = connection.recv(4096)
    assert first.startswith(b'HTTP/1.1 403 '), first
    connection.close()
    # Who is refused before the content was sent must not take its connection for a fresh one.
    connection, first = ask(sign(S3SigV4Auth, 's3', 'PUT', url, b'content', {'If-None-Match': '*'}))
    assert first.startswith(b'HTTP/1.1 412 ') and b'connection: close' in first.lower(), first
    connection.close()


def by_wire(protocol, operation, **parameters):
    """Asks CloudWatch by one of its protocols."""
    model = cloudwatch.meta.service_model.operation_model(operation)
    request = create_serializer(protocol).serialize_to_request(parameters, model)
    body = request['body']
    body = urllib.parse.urlencode(body).encode() if isinstance(body, dict) else body
    url = URL + request['url_path']
    headers = sign(SigV4Auth, 'monitoring', 'POST', url, body, dict(request['headers']))
    status, told, answer = send('POST', url, headers, body)
    answer = {'status_code': status, 'headers': told, 'body': answer}
    return create_parser(protocol).parse(answer, model.output_shape), told


def cloudwatch_part():
    """CloudWatch in JSON, as a form with XML, and in CBOR: three ways to ask the same."""
    train('wires', *definition(dict(source('curve', CURVE), epochs='7', x='0.1234567')))
    trained('wires')
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    metric = {'Namespace': NAMESPACE, 'MetricName': 'score',
              'Dimensions': [{'Name': 'TrainingJobName', 'Value': 'wires'}]}
    window = {'StartTime': now - datetime.timedelta(hours=1), 'EndTime': now + datetime.timedelta(minutes=1)}
    asked = dict(metric, Period=60, Statistics=['Average', 'SampleCount', 'Maximum'], **window)
    query = dict(window, ScanBy='TimestampAscending', MetricDataQueries=[
        {'Id': 'q', 'MetricStat': {'Metric': metric, 'Period': 60, 'Stat': 'Average'}}])

    def plain(points):
        points = sorted(points, key=lambda point: point['Timestamp'])
        return [(round(point['Timestamp'].timestamp(), 3), point['Average'], point['SampleCount'], point['Maximum'])
                for point in points]

    expected = plain(cloudwatch.get_metric_statistics(**asked)['Datapoints'])
    assert [round(point[1], 6) for point in expected] == [round(0.1234567 * n / 7, 6) for n in range(1, 8)], expected
    values = cloudwatch.get_metric_data(**query)['MetricDataResults'][0]['Values']
    assert values == [point[1] for point in expected], values
    for protocol, kind in (('json', 'application/x-amz-json-1.0'), ('query', 'text/xml'),
                           ('smithy-rpc-v2-cbor', 'application/cbor')):
        answer, headers = by_wire(protocol, 'GetMetricStatistics', **asked)
        assert 'Datapoints' in answer, '%s: %r' % (protocol, answer)
        assert headers['Content-Type'].startswith(kind), headers['Content-Type']
        assert answer['Label'] == 'score' and plain(answer['Datapoints']) == expected, '%s: %r' % (protocol, answer)
        answer, _ = by_wire(protocol, 'GetMetricData', **query)
        assert answer['MetricDataResults'][0]['Values'] == values, '%s: %r' % (protocol, answer)
        answer, _ = by_wire(protocol, 'ListMetrics', Namespace=NAMESPACE, Dimensions=metric['Dimensions'])
        assert [found['MetricName'] for found in answer['Metrics']] == ['score'], '%s: %r' % (protocol, answer)
        # Errors too.
        wrong = dict(asked, StartTime=asked['EndTime'], EndTime=asked['StartTime'])
        answer, _ = by_wire(protocol, 'GetMetricStatistics', **wrong)
        assert answer['ResponseMetadata']['HTTPStatusCode'] == 400, '%s: %r' % (protocol, answer)
        code = answer['Error']['Code']
        assert code in ('InvalidParameterValue', 'InvalidParameterValueException'), '%s: %r' % (protocol, answer)
    refused('MissingParameter', cloudwatch.get_metric_statistics, **{k: v for k, v in asked.items() if k != 'Statistics'})
    stream = logs.describe_log_streams(logGroupName=GROUP, logStreamNamePrefix='wires/')['logStreams'][0]
    refused('InvalidParameterException', logs.get_log_events, logGroupName=GROUP, nextToken='f/no-such-token',
            logStreamName=stream['logStreamName'])
    refused('ResourceNotFoundException', logs.get_log_events, logGroupName=GROUP, logStreamName='no/such-stream')


if __name__ == '__main__':
    run_parts(globals(), sys.argv[1:])

"""S3 through boto3 alone. Run by boto3_only.py, or by itself: boto3_s3.py [PART ...]."""
import base64
import filecmp
import hashlib
import io
import os
import random
import sys
import urllib.error
import urllib.request
import zlib

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

from checks import progress, run_parts
from jobs import refused, s3

BUCKET = 'tunesmith-client-test'
MEGABYTE = 1024 * 1024


def bucket():
    """The bucket of these tests. Making it twice is no error in us-east-1."""
    s3.create_bucket(Bucket=BUCKET)
    return BUCKET


def body(key, **parameters):
    return s3.get_object(Bucket=BUCKET, Key=key, **parameters)['Body'].read()


def keys(**parameters):
    return [item['Key'] for item in s3.list_objects_v2(Bucket=BUCKET, **parameters).get('Contents', [])]


def s3_buckets_part():
    bucket()
    s3.head_bucket(Bucket=BUCKET)
    assert BUCKET in [item['Name'] for item in s3.list_buckets()['Buckets']], 'the new bucket is not listed'
    location = s3.get_bucket_location(Bucket=BUCKET)['LocationConstraint']
    assert location is None, 'buckets of us-east-1 have no location constraint, found %r' % location
    refused('404', s3.head_bucket, Bucket='there-is-no-such-bucket')
    refused('NoSuchBucket', s3.list_objects_v2, Bucket='there-is-no-such-bucket')
    refused('NoSuchBucket', s3.put_object, Bucket='there-is-no-such-bucket', Key='a', Body=b'a')

    # The SDK names the owner that it expects.
    s3.head_bucket(Bucket=BUCKET, ExpectedBucketOwner='123456789012')
    refused('403', s3.head_bucket, Bucket=BUCKET, ExpectedBucketOwner='999999999999')
    s3.put_object(Bucket=BUCKET, Key='owned', Body=b'mine', ExpectedBucketOwner='123456789012')
    refused('AccessDenied', s3.put_object, Bucket=BUCKET, Key='owned', Body=b'theirs',
            ExpectedBucketOwner='999999999999')
    assert body('owned') == b'mine', 'a refused upload replaced the object'

    s3.create_bucket(Bucket=BUCKET + '-other')
    s3.put_object(Bucket=BUCKET + '-other', Key='a', Body=b'a')
    refused('BucketNotEmpty', s3.delete_bucket, Bucket=BUCKET + '-other')
    s3.delete_object(Bucket=BUCKET + '-other', Key='a')
    s3.delete_bucket(Bucket=BUCKET + '-other')
    refused('404', s3.head_bucket, Bucket=BUCKET + '-other')


def s3_objects_part():
    bucket()
    content = bytes(range(256)) * 4
    etag = s3.put_object(Bucket=BUCKET, Key='objects/one', Body=content, ContentType='text/x-numbers',
                         Metadata={'Team': 'search', 'run': '17'})['ETag']
    assert etag == '"%s"' % hashlib.md5(content).hexdigest(), 'ETag is not the MD5: ' + etag
    answer = s3.get_object(Bucket=BUCKET, Key='objects/one')
    assert answer['Body'].read() == content, 'the object came back changed'
    assert answer['ContentType'] == 'text/x-numbers', answer['ContentType']
    assert answer['Metadata'] == {'team': 'search', 'run': '17'}, 'metadata: %r' % answer['Metadata']
    head = s3.head_object(Bucket=BUCKET, Key='objects/one')
    assert head['ContentLength'] == len(content) and head['ETag'] == etag, head
    assert head['Metadata'] == answer['Metadata'] and head['LastModified'] == answer['LastModified'], head

    s3.put_object(Bucket=BUCKET, Key='objects/empty', Body=b'')
    assert body('objects/empty') == b'', 'the empty object is not empty'
    s3.upload_fileobj(io.BytesIO(content), BUCKET, 'objects/stream')
    assert body('objects/stream') == content, 'the streamed object came back changed'

    refused('NoSuchKey', s3.get_object, Bucket=BUCKET, Key='objects/missing')
    refused('404', s3.head_object, Bucket=BUCKET, Key='objects/missing')
    s3.delete_object(Bucket=BUCKET, Key='objects/missing')
    s3.delete_object(Bucket=BUCKET, Key='objects/stream')
    refused('NoSuchKey', s3.get_object, Bucket=BUCKET, Key='objects/stream')


def s3_ranges_part():
    bucket()
    content = bytes(random.Random(1).randrange(256) for _ in range(1000))
    s3.put_object(Bucket=BUCKET, Key='ranges', Body=content)
    for text, expected in (('bytes=0-9', content[:10]), ('bytes=990-', content[990:]), ('bytes=-5', content[-5:]),
                           ('bytes=500-2000', content[500:])):
        answer = s3.get_object(Bucket=BUCKET, Key='ranges', Range=text)
        assert answer['ResponseMetadata']['HTTPStatusCode'] == 206, text
        assert answer['Body'].read() == expected, 'wrong bytes for ' + text
        assert answer['ContentLength'] == len(expected), 'wrong length for ' + text
        assert answer['ContentRange'].endswith('/1000'), answer['ContentRange']
    refused('InvalidRange', s3.get_object, Bucket=BUCKET, Key='ranges', Range='bytes=1000-1001')


def s3_conditions_part():
    bucket()
    s3.delete_object(Bucket=BUCKET, Key='once')
    etag = s3.put_object(Bucket=BUCKET, Key='once', Body=b'first', IfNoneMatch='*')['ETag']
    error = refused('PreconditionFailed', s3.put_object, Bucket=BUCKET, Key='once', Body=b'second', IfNoneMatch='*')
    assert error.response['ResponseMetadata']['HTTPStatusCode'] == 412, error
    assert body('once') == b'first', 'a refused upload replaced the object'
    assert body('once', IfMatch=etag) == b'first'
    refused('PreconditionFailed', s3.get_object, Bucket=BUCKET, Key='once', IfMatch='"%s"' % ('0' * 32))
    refused(('304', 'NotModified'), s3.get_object, Bucket=BUCKET, Key='once', IfNoneMatch=etag)
    s3.put_object(Bucket=BUCKET, Key='once', Body=b'third', IfMatch=etag)
    refused('PreconditionFailed', s3.put_object, Bucket=BUCKET, Key='once', Body=b'fourth', IfMatch=etag)
    assert body('once') == b'third'


def s3_copies_part():
    bucket()
    s3.put_object(Bucket=BUCKET, Key='copies/source name+1', Body=b'to be copied', Metadata={'colour': 'red'})
    source = {'Bucket': BUCKET, 'Key': 'copies/source name+1'}
    s3.copy_object(Bucket=BUCKET, Key='copies/same', CopySource=source)
    answer = s3.get_object(Bucket=BUCKET, Key='copies/same')
    assert answer['Body'].read() == b'to be copied' and answer['Metadata'] == {'colour': 'red'}, answer
    s3.copy_object(Bucket=BUCKET, Key='copies/changed', CopySource=source, MetadataDirective='REPLACE',
                   Metadata={'colour': 'blue'})
    assert s3.head_object(Bucket=BUCKET, Key='copies/changed')['Metadata'] == {'colour': 'blue'}
    refused('NoSuchKey', s3.copy_object, Bucket=BUCKET, Key='copies/none',
            CopySource={'Bucket': BUCKET, 'Key': 'copies/missing'})


def s3_listing_part():
    bucket()
    names = ['list/%03d' % i for i in range(25)] + ['list/a/x', 'list/a/y', 'list/b/z', 'list/c', 'list/a b/ü+&.txt']
    for name in names:
        s3.put_object(Bucket=BUCKET, Key=name, Body=name.encode('utf-8'))
    # S3 orders keys by their UTF-8 bytes.
    names.sort(key=lambda name: name.encode('utf-8'))

    for operation in ('list_objects_v2', 'list_objects'):
        pages = list(s3.get_paginator(operation).paginate(Bucket=BUCKET, Prefix='list/',
                                                          PaginationConfig={'PageSize': 7}))
        found = [item['Key'] for page in pages for item in page.get('Contents', [])]
        assert found == names, '%s in pages of 7: %r' % (operation, found)
        assert all(len(page.get('Contents', [])) <= 7 for page in pages), 'a page is too long'

        pages = list(s3.get_paginator(operation).paginate(Bucket=BUCKET, Prefix='list/', Delimiter='/',
                                                          PaginationConfig={'PageSize': 4}))
        found = [item['Key'] for page in pages for item in page.get('Contents', [])]
        folders = [item['Prefix'] for page in pages for item in page.get('CommonPrefixes', [])]
        assert folders == ['list/a b/', 'list/a/', 'list/b/'], '%s with a delimiter: %r' % (operation, folders)
        assert found == [name for name in names if name.count('/') == 1], '%s: %r' % (operation, found)

    answer = s3.list_objects_v2(Bucket=BUCKET, Prefix='list/', MaxKeys=3)
    assert answer['KeyCount'] == 3 and answer['IsTruncated'] and answer['NextContinuationToken'], answer
    item = answer['Contents'][0]
    assert item['Size'] == 8 and item['ETag'] == '"%s"' % hashlib.md5(b'list/000').hexdigest(), item
    assert keys(Prefix='list/', StartAfter='list/b') == ['list/b/z', 'list/c'], 'StartAfter'
    marked = s3.list_objects(Bucket=BUCKET, Prefix='list/', Marker='list/b/z')
    assert [item['Key'] for item in marked['Contents']] == ['list/c'], 'Marker: %r' % marked
    empty = s3.list_objects_v2(Bucket=BUCKET, Prefix='no/such/prefix')
    assert empty['KeyCount'] == 0 and not empty['IsTruncated'] and 'Contents' not in empty, empty


def s3_deleting_part():
    bucket()
    names = ['delete/%02d <&>' % i for i in range(12)]
    for name in names:
        s3.put_object(Bucket=BUCKET, Key=name, Body=b'x')
    # A key that is not there counts as deleted.
    asked = names[:6] + ['delete/missing']
    answer = s3.delete_objects(Bucket=BUCKET, Delete={'Objects': [{'Key': name} for name in asked]})
    assert sorted(item['Key'] for item in answer['Deleted']) == sorted(asked), answer
    assert not answer.get('Errors'), answer
    answer = s3.delete_objects(Bucket=BUCKET, Delete={'Objects': [{'Key': name} for name in names[6:11]],
                                                      'Quiet': True})
    assert not answer.get('Deleted') and not answer.get('Errors'), answer
    assert keys(Prefix='delete/') == names[11:], keys(Prefix='delete/')


def s3_multipart_part():
    bucket()
    generator = random.Random(20)
    with open('big.bin', 'wb') as target:
        for _ in range(20):
            target.write(generator.getrandbits(8 * MEGABYTE).to_bytes(MEGABYTE, 'little'))
    s3.upload_file('big.bin', BUCKET, 'big/default', ExtraArgs={'Metadata': {'size': 'big'}})
    head = s3.head_object(Bucket=BUCKET, Key='big/default')
    assert head['ContentLength'] == 20 * MEGABYTE and head['Metadata'] == {'size': 'big'}, head
    assert head['ETag'].strip('"').endswith('-3'), 'ETag of three parts of up to 8 MiB: ' + head['ETag']
    s3.download_file(BUCKET, 'big/default', 'big.back')
    assert filecmp.cmp('big.bin', 'big.back', shallow=False), 'the file of 20 MiB came back changed'
    assert body('big/default', Range='bytes=8388600-8388615') == open('big.bin', 'rb').read()[8388600:8388616], \
        'a range over two parts'

    # A copy of this size goes part by part.
    s3.copy({'Bucket': BUCKET, 'Key': 'big/default'}, BUCKET, 'big/copy',
            Config=TransferConfig(multipart_threshold=5 * MEGABYTE, multipart_chunksize=6 * MEGABYTE))
    s3.download_file(BUCKET, 'big/copy', 'big.back')
    assert filecmp.cmp('big.bin', 'big.back', shallow=False), 'the copy of 20 MiB is not the same'

    upload = s3.create_multipart_upload(Bucket=BUCKET, Key='big/by-hand')['UploadId']
    parts = []
    for number, content in ((2, b'the end'), (1, b'x' * 5 * MEGABYTE)):
        etag = s3.upload_part(Bucket=BUCKET, Key='big/by-hand', UploadId=upload, PartNumber=number,
                              Body=content)['ETag']
        parts.append({'PartNumber': number, 'ETag': etag})
    listed = s3.list_parts(Bucket=BUCKET, Key='big/by-hand', UploadId=upload)['Parts']
    assert [part['PartNumber'] for part in listed] == [1, 2], listed
    assert upload in [item['UploadId'] for item in s3.list_multipart_uploads(Bucket=BUCKET)['Uploads']]
    assert 'big/by-hand' not in keys(Prefix='big/'), 'an unfinished upload is listed as an object'
    refused('InvalidPartOrder', s3.complete_multipart_upload, Bucket=BUCKET, Key='big/by-hand', UploadId=upload,
            MultipartUpload={'Parts': parts})
    refused('InvalidPart', s3.complete_multipart_upload, Bucket=BUCKET, Key='big/by-hand', UploadId=upload,
            MultipartUpload={'Parts': [parts[1], {'PartNumber': 3, 'ETag': parts[0]['ETag']}]})
    s3.complete_multipart_upload(Bucket=BUCKET, Key='big/by-hand', UploadId=upload,
                                 MultipartUpload={'Parts': parts[::-1]})
    assert body('big/by-hand')[-10:] == b'xxxthe end', 'the parts are in the wrong order'

    upload = s3.create_multipart_upload(Bucket=BUCKET, Key='big/given-up')['UploadId']
    s3.upload_part(Bucket=BUCKET, Key='big/given-up', UploadId=upload, PartNumber=1, Body=b'x')
    s3.abort_multipart_upload(Bucket=BUCKET, Key='big/given-up', UploadId=upload)
    refused('NoSuchUpload', s3.list_parts, Bucket=BUCKET, Key='big/given-up', UploadId=upload)
    refused('NoSuchKey', s3.get_object, Bucket=BUCKET, Key='big/given-up')


def http(method, url, content=None, headers=()):
    request = urllib.request.Request(url, data=content, method=method, headers=dict(headers))
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def s3_presigned_part():
    bucket()
    # Without a signature_version boto3 signs URLs in the old way (query parameters Signature and Expires).
    for name, client in (('old', s3), ('v4', boto3.client('s3', config=Config(signature_version='s3v4')))):
        parameters = {'Bucket': BUCKET, 'Key': 'presigned/%s ü.txt' % name}
        # urllib adds a content type by itself, and the old signature covers it.
        url = client.generate_presigned_url('put_object', dict(parameters, ContentType='text/plain'), ExpiresIn=60)
        status, answer = http('PUT', url, b'by URL', {'Content-Type': 'text/plain'})
        assert status == 200, '%s: presigned PUT: %d %r' % (name, status, answer)
        assert body(parameters['Key']) == b'by URL'
        url = client.generate_presigned_url('get_object', parameters, ExpiresIn=60)
        assert http('GET', url) == (200, b'by URL'), '%s: presigned GET' % name
        status, answer = http('GET', url.replace('presigned/', 'elsewhere/'))
        assert status == 403 and b'SignatureDoesNotMatch' in answer, '%s: changed URL: %d %r' % (name, status, answer)
        status, answer = http('PUT', url, b'changed', {'Content-Type': 'text/plain'})
        assert status == 403, '%s: a URL for GET was good for PUT: %d %r' % (name, status, answer)
        status, answer = http('GET', client.generate_presigned_url('get_object', parameters, ExpiresIn=-10))
        assert status in (400, 403), '%s: an expired URL was good: %d' % (name, status)
        assert body(parameters['Key']) == b'by URL'
    status, _ = http('GET', url.split('?')[0])
    assert status == 403, 'an object was given to someone without a signature: %d' % status


def s3_checksums_part():
    bucket()
    content = b'123456789'
    crc32 = base64.b64encode(zlib.crc32(content).to_bytes(4, 'big')).decode()
    sha256 = base64.b64encode(hashlib.sha256(content).digest()).decode()
    sha1 = base64.b64encode(hashlib.sha1(content).digest()).decode()
    md5 = base64.b64encode(hashlib.md5(content).digest()).decode()
    for algorithm, expected in (('CRC32', crc32), ('SHA256', sha256), ('SHA1', sha1)):
        member = 'Checksum' + algorithm
        answer = s3.put_object(Bucket=BUCKET, Key='sums/' + algorithm, Body=content, ChecksumAlgorithm=algorithm)
        assert answer[member] == expected, '%s of the upload: %r' % (algorithm, answer)
        head = s3.head_object(Bucket=BUCKET, Key='sums/' + algorithm, ChecksumMode='ENABLED')
        assert head[member] == expected, '%s of the object: %r' % (algorithm, head)
        # boto3 checks the sum of what it reads.
        answer = s3.get_object(Bucket=BUCKET, Key='sums/' + algorithm, ChecksumMode='ENABLED')
        assert answer[member] == expected and answer['Body'].read() == content, answer
    wrong = base64.b64encode(hashlib.sha256(b'other').digest()).decode()
    refused('BadDigest', s3.put_object, Bucket=BUCKET, Key='sums/wrong', Body=content, ChecksumSHA256=wrong)
    refused('BadDigest', s3.put_object, Bucket=BUCKET, Key='sums/wrong', Body=content, ChecksumCRC32='AAAAAA==')
    s3.put_object(Bucket=BUCKET, Key='sums/md5', Body=content, ContentMD5=md5)
    refused('BadDigest', s3.put_object, Bucket=BUCKET, Key='sums/wrong', Body=b'other', ContentMD5=md5)
    refused('NoSuchKey', s3.get_object, Bucket=BUCKET, Key='sums/wrong')


def s3_keys_part():
    bucket()
    names = [
        'keys/space in the middle', 'keys/ends with space ', 'keys/plus+and&and=and?and#and;',
        'keys/percent%2Fpercent%',
        'keys/ключ/鍵/naïve.txt', 'keys/emoji-\U0001f600', "keys/quotes'\"", 'keys/back\\slash', 'keys/<xml>&amp;',
        'keys/a/../b', 'keys/./c', 'keys//double//slash', 'keys/folder/', 'keys/folder', 'keys/.hidden',
        'keys/UPPER', 'keys/upper', 'keys/~tilde*(star)!', 'keys/colon:|pipe', 'keys/a/..', 'keys/con.txt',
        # The longest key that S3 takes: 1024 bytes, here in two ways.
        'keys/' + 'k' * 1019, 'keys/' + 'é' * 509 + 'k', 'keys/' + 'deep/' * 203 + 'file',
    ]
    for name in names:
        assert len(name.encode('utf-8')) <= 1024, len(name.encode('utf-8'))
        s3.put_object(Bucket=BUCKET, Key=name, Body=name.encode('utf-8'))
    for name in names:
        assert body(name) == name.encode('utf-8'), 'key %r holds another object' % name
    # What is listed is what was written.
    expected = sorted(names, key=lambda name: name.encode('utf-8'))
    assert keys(Prefix='keys/') == expected, 'listed: %r' % sorted(set(keys(Prefix='keys/')) ^ set(names))
    refused('NoSuchKey', s3.get_object, Bucket=BUCKET, Key='keys/b')
    refused('NoSuchKey', s3.get_object, Bucket=BUCKET, Key='keys/c')
    refused('KeyTooLongError', s3.put_object, Bucket=BUCKET, Key='k' * 1025, Body=b'')

    # S3 refuses keys that climb above the bucket. Whoever takes them must keep them inside.
    for name in ('../escape.txt', 'keys/../../escape.txt', '../../../../../../../../../../tmp/escape.txt'):
        try:
            s3.put_object(Bucket=BUCKET, Key=name, Body=b'out')
        except ClientError as error:
            assert error.response['ResponseMetadata']['HTTPStatusCode'] == 400, error
        else:
            assert body(name) == b'out', 'key %r' % name
            assert name in keys(), 'key %r is not in its bucket' % name
            s3.delete_object(Bucket=BUCKET, Key=name)
        assert not os.path.exists('/tmp/escape.txt'), 'an object was written outside'

    for name in names[::2]:
        s3.delete_object(Bucket=BUCKET, Key=name)
    assert sorted(keys(Prefix='keys/')) == sorted(names[1::2]), 'deleting one key took another along'
    s3.delete_objects(Bucket=BUCKET, Delete={'Objects': [{'Key': name} for name in names[1::2]]})
    assert keys(Prefix='keys/') == []


if __name__ == '__main__':
    progress('S3 with boto3 ' + boto3.__version__)
    run_parts(dict(globals()), sys.argv[1:])

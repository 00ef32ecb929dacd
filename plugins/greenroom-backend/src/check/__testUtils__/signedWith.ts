import { createHash, createHmac } from 'node:crypto';
import { IncomingMessage } from 'node:http';

const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** What an S3 API makes of a request without a body: AWS Signature Version 4, computed anew. */
export function signedWith(
  secretKey: string,
  { headers, method = 'GET', url = '/' }: IncomingMessage,
): { accessKey?: string; region?: string; valid: boolean } {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([0-9]{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!found) return { valid: false };
  const [, accessKey, day, region, signedHeaders, signature] = found;
  const [path, search = ''] = url.split('?');
  const names = signedHeaders.split(';');
  const canonical = [
    method,
    path,
    search.split('&').sort().join('&'),
    ...names.map(name => `${name}:${headers[name]}`),
    '',
    signedHeaders,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    headers['x-amz-date'],
    `${day}/${region}/s3/aws4_request`,
    sha256(canonical),
  ].join('\n');
  const key = [region, 's3', 'aws4_request'].reduce(
    hmac,
    hmac(`AWS4${secretKey}`, day),
  );
  const isBound =
    names.includes('host') &&
    headers['x-amz-content-sha256'] === sha256('') &&
    headers['x-amz-date']?.toString().startsWith(day) === true;
  const valid = isBound && hmac(key, toSign).toString('hex') === signature;
  return { accessKey, region, valid };
}

import { Sha256 } from '@aws-crypto/sha256-js';
import {
  CheckFinding,
  ConnectionSpec,
  ConnectionValues,
} from '@greenroom/backstage-plugin-greenroom-common';
import { SignatureV4 } from '@smithy/signature-v4';
import { Answer, ask, Question } from '../ask';
import { destinationOf, named } from '../destination';
import { strangeAnswer } from './answers';
import { parseAddress, Probe } from './Probe';

const REGION_WHEN_NONE = 'us-east-1';

/** Lists one key of the bucket at most, signed. */
export const s3: Probe = {
  destination: ({ endpoint = '' }) => destinationOf(parseAddress(endpoint)),
  run: async (spec, values, network) =>
    s3Finding(await ask(await signedList(spec, values), network), spec),
};

async function signedList(
  { endpoint = '', bucket = '', region = REGION_WHEN_NONE }: ConnectionSpec,
  values: ConnectionValues,
): Promise<Question> {
  const url = new URL(parseAddress(endpoint));
  url.pathname = `/${bucket}`;
  const query = { 'list-type': '2', 'max-keys': '1' };
  url.search = new URLSearchParams(query).toString();
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: {
      accessKeyId: values.AWS_ACCESS_KEY_ID,
      secretAccessKey: values.AWS_SECRET_ACCESS_KEY,
    },
    sha256: Sha256,
    uriEscapePath: false,
  });
  const { headers } = await signer.sign({
    method: 'GET',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query,
    headers: { host: url.host },
  });
  return { method: 'GET', url, headers };
}

type Where = Pick<ConnectionSpec, 'endpoint' | 'bucket' | 'region'>;
type Explain = (bucket: string, where: Where, answer: Answer) => CheckFinding;

const keyUnknown: Explain = () => ({
  outcome: 'refused',
  reason: 'AccessKeyUnknown',
  message: 'The access key is not known there.',
  fix: 'Supply the access key once more, or ask for a new one: it may have been deleted.',
});
const keyWrong: Explain = () => ({
  outcome: 'refused',
  reason: 'SecretKeyWrong',
  message: 'The access key is known, but the secret key does not belong to it.',
  fix: 'Supply both once more, from one source.',
});
const expired: Explain = () => ({
  outcome: 'refused',
  reason: 'KeysExpired',
  message: 'The keys are only valid for some time, and no longer.',
  fix: 'Supply keys that last: temporary ones need a session token, which a connection does not have.',
});
const wrongRegion: Explain = (bucket, { region }, answer) => {
  const actual = regionOf(answer);
  return {
    outcome: 'refused',
    reason: 'RegionWrong',
    message: `The bucket ${bucket} is not in the region ${
      region ?? `${REGION_WHEN_NONE} (taken when none is declared)`
    }.`,
    fix: actual
      ? `Declare the region ${actual}, and its endpoint if the regions have endpoints of their own.`
      : 'Declare the region that the bucket is in, and its endpoint if the regions have endpoints of their own.',
  };
};

/** By the error codes of the S3 API. */
const BY_CODE: Record<string, Explain> = {
  NoSuchBucket: bucket => ({
    outcome: 'refused',
    reason: 'BucketNotFound',
    message: `There is no bucket ${bucket} there.`,
    fix: 'Correct the name of the bucket, or have it created.',
  }),
  AccessDenied: bucket => ({
    outcome: 'refused',
    reason: 'AccessDenied',
    message: `The keys may not list the bucket ${bucket}, or it belongs to somebody else.`,
    fix: 'Check the name of the bucket, and ask its owner to let the keys list and read it (s3:ListBucket, s3:GetObject).',
  }),
  InvalidAccessKeyId: keyUnknown,
  SignatureDoesNotMatch: keyWrong,
  ExpiredToken: expired,
  InvalidToken: expired,
  AuthorizationHeaderMalformed: wrongRegion,
  PermanentRedirect: wrongRegion,
  IllegalLocationConstraintException: wrongRegion,
  InvalidRegion: wrongRegion,
  RequestTimeTooSkewed: () => ({
    outcome: 'unclear',
    reason: 'ClockWrong',
    message: 'It refuses the portal, because the clocks of the two differ.',
    fix: 'Tell the platform team: the clock of the portal may be wrong.',
  }),
};

/** What an S3 API means by its answer. */
export function s3Finding(answer: Answer, where: Where): CheckFinding {
  const { status, body } = answer;
  const { bucket = '', endpoint = '' } = where;
  if (status === 200 && body.includes('<ListBucketResult')) {
    return {
      outcome: 'reachable',
      reason: 'BucketListed',
      message: `The bucket ${bucket} is there, and the keys may list it.`,
    };
  }
  const code = /<Code>([A-Za-z]{1,64})<\/Code>/.exec(body)?.[1] ?? '';
  const explain = Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
  return explain
    ? explain(bucket, where, answer)
    : strangeAnswer(answer, named(destinationOf(new URL(endpoint))), 'S3');
}

/** Only what can be nothing else: the far side's words are not passed on. */
function regionOf({ headers, body }: Answer): string | undefined {
  const told =
    headers['x-amz-bucket-region'] ??
    /<Region>([^<]{1,40})<\/Region>/.exec(body)?.[1];
  return /^[a-z]{2,3}(-[a-z]{2,12}){1,3}-[0-9]{1,2}$/.exec(`${told}`)?.[0];
}

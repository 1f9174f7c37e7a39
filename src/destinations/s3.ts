import { z } from 'zod';
import type { AttemptResult } from '../article/attempt.ts';
import { type HttpAnswer, send } from '../network/client.ts';
import type { NetworkFailure } from '../network/failure.ts';
import type { DestinationSettings } from '../settings/schema.ts';
import { HttpAddress, SecretText } from '../settings/setting-values.ts';
import { type Delivery, defineDestination } from './contract/destination.ts';
import { factsOf, fileOf, prefixed } from './contract/facts.ts';
import { fillName, placeName } from './contract/place-name.ts';
import { delivered, failed } from './contract/results.ts';
import { THERE_ALREADY, takeBack } from './contract/take-back.ts';
import { signRequest } from './s3/sign-request.ts';

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 20_000;
const CURES: Readonly<Record<number, string>> = {
  301: 'correct region: or url:',
  403: 'correct the keys, or let them put objects into bucket: and delete them',
  404: 'make the bucket, or correct bucket:',
};

const settings = z.strictObject({
  url: HttpAddress.describe('the store').meta({ example: 'https://s3.us-east-1.amazonaws.com' }),
  region: z.string().min(1).default('us-east-1').describe('the region that requests are signed for'),
  bucket: z.string().min(3).describe('the bucket').meta({ example: 'newsroom-wire' }),
  accessKeyId: z.string().min(1).describe('the key').meta({ example: 'AKIAEXAMPLE' }),
  secretAccessKey: SecretText.describe('its secret').meta({ example: '${S3_SECRET_ACCESS_KEY}' }),
  name: placeName('the key of an object', '{article}/{revision}-{id}.{extension}', { unique: true }),
});

type Settings = DestinationSettings & z.infer<typeof settings>;

/**
 * Puts an object for each revision into a bucket of S3, or of another store with its API. An object is put only where
 * none has its key yet, so a repeat changes nothing; ids and event stand in the object's metadata. A stop takes the
 * objects of the story's earlier revisions away and stands in their place; a bucket that keeps versions keeps theirs.
 */
const s3 = defineDestination({
  type: 's3',
  summary: 'puts an object for each revision into a bucket of S3 or a store like it',
  settings,
  open(given) {
    return {
      connect: () => Promise.resolve(),
      async deliver(delivery) {
        const path = fillName(given.name, delivery);
        try {
          const answer = await put(given, delivery, path, true);
          // Stores that know no precondition say so; a repeat then writes the same bytes again.
          const result = resultOf(answer.status === 501 ? await put(given, delivery, path, false) : answer, path);
          if (result.outcome === 'delivered')
            await takeBack(given.name, delivery, (earlier) => takeAway(given, delivery, earlier));
          return result;
        } catch (error) {
          return failed(error, (error as NetworkFailure).ambiguous ?? true);
        }
      },
      close: () => Promise.resolve(),
    };
  },
});
export default s3;

/** Puts an object. @param onlyNew asks that there is none of that key yet */
function put(given: Settings, delivery: Delivery, path: string, onlyNew: boolean): Promise<HttpAnswer> {
  const headers = {
    'content-type': delivery.document.contentType,
    ...prefixed('x-amz-meta-copytaster-', factsOf(delivery)),
    ...(onlyNew ? { 'if-none-match': '*' } : {}),
  };
  return ask(given, delivery, { method: 'PUT', path, headers, body: Buffer.from(fileOf(delivery)) });
}

/** Takes an object away; one that is not there is no error. @throws what the store says against it */
async function takeAway(given: Settings, delivery: Delivery, path: string): Promise<void> {
  const answer = await ask(given, delivery, { method: 'DELETE', path, headers: {}, body: Buffer.alloc(0) });
  const isGone = (answer.status >= 200 && answer.status < 300) || codeIn(answer) === 'NoSuchKey';
  if (!isGone) throw new Error(reasonOf(answer));
}

interface Asked {
  readonly method: 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

async function ask(
  { url, bucket, region, accessKeyId, secretAccessKey, allowPrivateAddresses }: Settings,
  { now, signal }: Delivery,
  { method, path, headers, body }: Asked,
): Promise<HttpAnswer> {
  const address = new URL(`${url.replace(/\/$/, '')}/${bucket}/${path.split('/').map(encodeURIComponent).join('/')}`);
  const credentials = { accessKeyId, secretAccessKey: secretAccessKey.reveal(), region };
  return await send({
    method,
    url: address.href,
    headers: signRequest({ method, address, headers, body, now }, credentials),
    ...(method === 'PUT' ? { body } : {}),
    timeoutMs: TIMEOUT_MS,
    maxWireBytes: MAX_ANSWER_BYTES,
    maxBodyBytes: MAX_ANSWER_BYTES,
    maxRedirects: 0,
    allowPrivateAddresses,
    signal,
  });
}

function resultOf(answer: HttpAnswer, path: string): AttemptResult {
  if (answer.status >= 200 && answer.status < 300) return delivered(path);
  if (answer.status === 412) return delivered(`${path}${THERE_ALREADY}`);
  return failed(reasonOf(answer), false);
}

const codeIn = ({ body }: HttpAnswer): string | undefined =>
  /<Code>(\w{1,60})<\/Code>/.exec(Buffer.from(body).toString('latin1'))?.[1];

function reasonOf(answer: HttpAnswer): string {
  const code = codeIn(answer);
  const cure = CURES[answer.status];
  return `answered ${answer.status}${code === undefined ? '' : ` ${code}`}${cure === undefined ? '' : ` (${cure})`}`;
}

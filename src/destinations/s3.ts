import { z } from 'zod';
import type { AttemptResult } from '../article/attempt.ts';
import { type HttpAnswer, send } from '../network/client.ts';
import type { NetworkFailure } from '../network/failure.ts';
import { HttpAddress, SecretText } from '../settings/setting-values.ts';
import { type Delivery, defineDestination } from './contract/destination.ts';
import { factsOf, fileOf, prefixed } from './contract/facts.ts';
import { fillName, placeName } from './contract/place-name.ts';
import { delivered, failed } from './contract/results.ts';
import { signRequest } from './s3/sign-request.ts';

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 20_000;
const CURES: Readonly<Record<number, string>> = {
  301: 'correct region: or url:',
  403: 'correct the keys, or let them put objects into bucket:',
  404: 'make the bucket, or correct bucket:',
};

/**
 * Puts an object for each revision into a bucket of S3 or of a store that speaks its language. The put asks that no
 * object has the key yet, so a repeat changes nothing; ids and event stand in the object's metadata.
 */
const s3 = defineDestination({
  type: 's3',
  summary: 'puts an object for each revision into a bucket of S3 or a store like it',
  settings: z.strictObject({
    url: HttpAddress.describe('the store').meta({ example: 'https://s3.eu-central-1.amazonaws.com' }),
    region: z.string().min(1).default('us-east-1').describe('the region that requests are signed for'),
    bucket: z.string().min(3).describe('the bucket').meta({ example: 'newsroom-wire' }),
    accessKeyId: z.string().min(1).describe('the key').meta({ example: 'AKIAEXAMPLE' }),
    secretAccessKey: SecretText.describe('its secret').meta({ example: '${S3_SECRET_ACCESS_KEY}' }),
    name: placeName('the key of an object', '{article}/{revision}-{id}.{extension}', { unique: true }),
  }),
  open(settings) {
    const { url, bucket, region, accessKeyId } = settings;
    const put = async (delivery: Delivery, path: string, onlyNew: boolean): Promise<HttpAnswer> => {
      const body = Buffer.from(fileOf(delivery));
      const address = new URL(
        `${url.replace(/\/$/, '')}/${bucket}/${path.split('/').map(encodeURIComponent).join('/')}`,
      );
      const headers = {
        'content-type': delivery.document.contentType,
        ...prefixed('x-amz-meta-copytaster-', factsOf(delivery)),
        ...(onlyNew ? { 'if-none-match': '*' } : {}),
      };
      const secretAccessKey = settings.secretAccessKey.reveal();
      const credentials = { accessKeyId, secretAccessKey, region };
      return await send({
        method: 'PUT',
        url: address.href,
        headers: signRequest({ method: 'PUT', address, headers, body, now: delivery.now }, credentials),
        body,
        timeoutMs: TIMEOUT_MS,
        maxWireBytes: MAX_ANSWER_BYTES,
        maxBodyBytes: MAX_ANSWER_BYTES,
        maxRedirects: 0,
        allowPrivateAddresses: settings.allowPrivateAddresses,
        signal: delivery.signal,
      });
    };
    return {
      connect: () => Promise.resolve(),
      async deliver(delivery) {
        const path = fillName(settings.name, delivery);
        try {
          const answer = await put(delivery, path, true);
          // Stores that know no precondition say so; a repeat then writes the same bytes again.
          return resultOf(answer.status === 501 ? await put(delivery, path, false) : answer, path);
        } catch (error) {
          return failed(error, (error as NetworkFailure).ambiguous ?? true);
        }
      },
      close: () => Promise.resolve(),
    };
  },
});
export default s3;

function resultOf({ status, body }: HttpAnswer, path: string): AttemptResult {
  if (status >= 200 && status < 300) return delivered(path);
  if (status === 412) return delivered(`${path} was there already`);
  const code = /<Code>(\w{1,60})<\/Code>/.exec(Buffer.from(body).toString('latin1'))?.[1];
  const cure = CURES[status];
  return failed(
    `answered ${status}${code === undefined ? '' : ` ${code}`}${cure === undefined ? '' : ` (${cure})`}`,
    false,
  );
}

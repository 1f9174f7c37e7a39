import { CHANNEL, type WireItem } from '../../article/wire-item.ts';

/** What an item says of itself, and where it says nothing, what its channel says for all of them. */
export function orOfChannel<Said extends Partial<WireItem>>(own: Said, channel: Said): Said & Pick<WireItem, 'trace'> {
  const fields = (Object.keys(own) as (keyof WireItem)[]).filter((field) => isNothing(own[field]));
  const ofChannel = fields.filter((field) => !isNothing(channel[field]));
  return {
    ...own,
    ...Object.fromEntries(ofChannel.map((field) => [field, channel[field]])),
    trace: ofChannel.map((field) => ({ field, from: CHANNEL })),
  };
}

const isNothing = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0);

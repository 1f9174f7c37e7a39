import { ask, feed, untilStill, webhook, withEnds, withService } from './measured-service.ts';

const STORIES = 500;
const WARM = 200;

/** CPU milliseconds a story that goes to so many receivers. */
async function storyMsTo(root: string, destinations: number): Promise<number> {
  return withEnds([STORIES, 1, WARM], async ({ feeds, receiver }) => {
    const settings = {
      feeds: [feed('feed-0', `http://127.0.0.1:${feeds}/feed/0`, '1s')],
      destinations: Array.from({ length: destinations }, (_, at) => webhook(receiver, `receiver-${at}`)),
    };
    return withService(root, settings, async (service) => {
      await untilStill(receiver, WARM * 0.6 * destinations);
      const before = service.cpuMs();
      await ask(feeds, 'go');
      await untilStill(receiver, STORIES * 0.65 * destinations);
      return (service.cpuMs() - before) / (STORIES - WARM);
    });
  });
}

/** What each further receiver costs a story: of ten, and of fifty. */
export async function measureDestinations(root: string): Promise<Record<string, number>> {
  const [one, ten, fifty] = [await storyMsTo(root, 1), await storyMsTo(root, 10), await storyMsTo(root, 50)];
  return { furtherDestinationMs: (ten - one) / 9, furtherDestinationOf50Ms: (fifty - one) / 49 };
}

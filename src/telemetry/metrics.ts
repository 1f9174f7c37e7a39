import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** All metrics of the service, by name; never an uri as a label. */
export type Metrics = ReturnType<typeof createMetrics>;

/** Makes the metrics and the registry that prints them. */
export function createMetrics(version = '0.0.0') {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = gaugesOf(registry);
  gauge('build_info', 'The running version', ['version']).set({ version }, 1);
  return {
    registry,
    ...createCounters(countersOf(registry)),
    ...createServiceGauges(gauge),
    ...createFeedGauges(gauge),
    ...createDestinationGauges(gauge),
    ...createHistograms(registry),
  };
}

const countersOf =
  (registry: Registry) =>
  <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `copytaster_${name}`, help, labelNames, registers: [registry] });

const gaugesOf =
  (registry: Registry) =>
  <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ name: `copytaster_${name}`, help, labelNames, registers: [registry] });

function createCounters(counter: ReturnType<typeof countersOf>) {
  return {
    fetches: counter('fetches_total', 'Fetches of a feed by outcome', ['feed', 'outcome']),
    pages: counter('pages_total', 'Pages asked for their full text by what they were', ['feed', 'state']),
    items: counter('items_total', 'Items committed by what became of them', ['feed', 'action']),
    rejected: counter('rejected_total', 'Documents and items in the dead letters', ['feed', 'kind']),
    subjectsUnmapped: counter('subjects_unmapped_total', 'Subjects as filed that no Media Topic was found for', [
      'feed',
    ]),
    commitConflicts: counter('commit_conflicts_total', 'Commits that had to be judged again', ['state']),
    deliveries: counter('deliveries_total', 'Attempts at a destination by outcome', ['destination', 'outcome']),
    entriesSkipped: counter('log_entries_skipped_total', 'Log entries of an unknown shape', ['destination']),
    fenced: counter('fenced_writes_total', 'Writes refused because another process had taken over meanwhile', [
      'destination',
      'write',
    ]),
    publisherErrors: counter('publisher_errors_total', 'Turns of a publisher that failed', ['destination']),
    overdue: counter('feed_overdue_total', 'Feeds whose fetch had to be queued again', ['feed']),
    gaps: counter('feed_gaps_total', 'Times that a source no longer listed copy that had not been read', ['feed']),
    epochs: counter('epoch_changes_total', 'Restarts, restores and failovers of Redis', ['state']),
    losses: counter('redis_losses_total', 'Confirmed writes that Redis lost or altered, by how', ['kind']),
    settingsReloads: counter('settings_reloads_total', 'Changed settings by what became of them', ['outcome']),
  };
}

function createServiceGauges(gauge: ReturnType<typeof gaugesOf>) {
  return {
    clockSkew: gauge('clock_skew_seconds', 'How far the clock of this machine is ahead of that of Redis', []),
    deadLetters: gauge('dead_letters', 'Dead letters kept', []),
    openReceipts: gauge('open_receipts', 'Receipts with items to work', []),
    memoryUsed: gauge('redis_memory_used_bytes', 'Memory that Redis uses', []),
    memoryLimit: gauge('redis_memory_limit_bytes', 'Memory that Redis may use; 0 where no limit is known', []),
    memoryLeft: gauge(
      'redis_memory_left_seconds',
      'Until polling pauses (80 % of the limit) at the rate of the last day; +Inf while memory does not grow, NaN until it is known',
      [],
    ),
    ready: gauge('ready', '1 while the service is ready', []),
    held: gauge('embargoes_held', 'Stories held by an embargo', []),
  };
}

function createFeedGauges(gauge: ReturnType<typeof gaugesOf>) {
  return {
    feedLastFetch: gauge('feed_last_fetch_timestamp_seconds', 'Last fetch that was begun', ['feed']),
    feedLastOk: gauge(
      'feed_last_success_timestamp_seconds',
      'Last fetch that brought an answer; 0 where none ever did',
      ['feed'],
    ),
    feedLastCommit: gauge('feed_last_commit_timestamp_seconds', 'When something last came of a feed', ['feed']),
    feedSilent: gauge('feed_silent', '1 while a feed is silent unlike itself', ['feed']),
  };
}

function createDestinationGauges(gauge: ReturnType<typeof gaugesOf>) {
  return {
    breakerOpen: gauge('breaker_open', '1 while attempts are kept off a destination', ['destination']),
    pending: gauge('destination_pending', 'Lanes waiting at a destination', ['destination']),
    oldestPending: gauge(
      'destination_oldest_pending_seconds',
      'Since when the oldest entry waits at a destination; 0 when none does',
      ['destination'],
    ),
    paused: gauge('destination_paused', '1 while a destination is paused', ['destination']),
    stopsUnconfirmed: gauge('stops_unconfirmed', 'Stops that a destination has not confirmed', ['destination']),
  };
}

function createHistograms(registry: Registry) {
  const registers = [registry];
  return {
    stage: new Histogram({
      name: 'copytaster_stage_duration_seconds',
      help: 'How long a stage took',
      labelNames: ['stage'],
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    stopConfirmation: new Histogram({
      name: 'copytaster_stop_confirmation_seconds',
      help: 'From the commit of a stop to its confirmation by a destination',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600],
      registers,
    }),
    itemLag: new Histogram({
      name: 'copytaster_item_lag_seconds',
      help: 'From received to delivered',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600],
      registers,
    }),
  };
}

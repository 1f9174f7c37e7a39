import type { Logger } from 'pino';
import type { z } from 'zod';
import type { AlarmWaySettings } from '../../settings/alarm-settings.ts';
import type { AlarmNotice } from './alarm-notice.ts';

/** What every way gets when it is opened. */
export interface AlarmWayContext {
  readonly userAgent: string;
  readonly log: Logger;
}

/** A way that is open. */
export interface OpenAlarmWay {
  /**
   * Sends a notice. It is called again with the same notice until it succeeds once.
   * @throws the reason why the notice was not accepted
   */
  notify(notice: AlarmNotice, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** One way of sending alarms: a file in `src/alarm-ways` with this as its default export, made by `defineAlarmWay`. */
export interface AlarmWay<Own extends z.ZodRawShape = z.ZodRawShape> {
  readonly type: string;
  /** One line: how alarms are sent. */
  readonly summary: string;
  /** The keys that it reads beside those of all ways; each with its description. */
  readonly settings: z.ZodObject<Own>;
  open(settings: AlarmWaySettings & z.infer<z.ZodObject<Own>>, context: AlarmWayContext): OpenAlarmWay;
}

/** Any way: its settings were checked by its own schema when the file was read. */
export interface AnyAlarmWay {
  readonly type: string;
  readonly summary: string;
  readonly settings: z.ZodObject;
  open(settings: AlarmWaySettings, context: AlarmWayContext): OpenAlarmWay;
}

/** Makes a way whose settings carry the keys of its own schema. */
export function defineAlarmWay<Own extends z.ZodRawShape>(way: AlarmWay<Own>): AlarmWay<Own> {
  return way;
}

import {
  type Attributes,
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

/**
 * The place of a step in a trace, as W3C Trace Context writes it in `traceparent`: with it a story is followed through
 * jobs, receipts, the wire log and requests, from the poll to each receiver.
 */
export type TraceParent = string;

const TRACEPARENT = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** A step of a trace that ends by itself. */
export interface Step {
  /** For what comes after it; null where nobody traces. */
  readonly traceparent: TraceParent | null;
  end(facts: Attributes): void;
}

/** Begins a step. Where no SDK of OpenTelemetry was loaded nothing is recorded. @param parent the step before it */
export function beginStep(name: string, facts: Attributes, parent?: TraceParent | null): Step {
  const span = beginSpan(name, facts, parent);
  return {
    traceparent: traceparentOf(span.spanContext()),
    end(more) {
      span.setAttributes(more);
      span.end();
    },
  };
}

/** Does some work as a step; what it begins is part of it. What it throws ends the step as failed, by its name alone. */
export async function traced<Result>(
  { name, facts, parent = null }: { name: string; facts: Attributes; parent?: TraceParent | null | undefined },
  work: () => Promise<Result>,
): Promise<Result> {
  const span = beginSpan(name, facts, parent);
  try {
    return await context.with(trace.setSpan(context.active(), span), work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name });
    throw error;
  } finally {
    span.end();
  }
}

/** Says more of the step that is under way here. @param failure why it did not do what it should */
export function sayOfStep(facts: Attributes, failure: string | null = null): void {
  const span = trace.getActiveSpan();
  span?.setAttributes(facts);
  if (failure !== null) span?.setStatus({ code: SpanStatusCode.ERROR, message: failure });
}

/** The step that is under way here; null where nobody traces. */
export function currentStep(): TraceParent | null {
  return traceparentOf(trace.getActiveSpan()?.spanContext());
}

function beginSpan(name: string, facts: Attributes, parent: TraceParent | null | undefined): Span {
  const before = spanContextOf(parent);
  const within = before === null ? context.active() : trace.setSpanContext(ROOT_CONTEXT, before);
  return trace.getTracer('copytaster').startSpan(name, { attributes: facts }, within);
}

function traceparentOf(span: SpanContext | undefined): TraceParent | null {
  if (span === undefined || !isSpanContextValid(span)) return null;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

function spanContextOf(traceparent: TraceParent | null | undefined): SpanContext | null {
  const [, traceId = '', spanId = '', flags = '00'] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  const read = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(read) ? read : null;
}

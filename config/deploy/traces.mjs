// Sends traces to a collector by OTLP over HTTP. The packages are among the devDependencies; the image leaves them out:
//   npm install @opentelemetry/sdk-trace@3 @opentelemetry/context-async-hooks@3 @opentelemetry/resources@3 \
//     @opentelemetry/exporter-trace-otlp-http@0.301
//   OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 NODE_OPTIONS=--import=./config/deploy/traces.mjs npm start
// OTEL_SERVICE_NAME names the process, OTEL_TRACES_SAMPLER_ARG says which share of the polls is traced (1: all).
import { isMainThread } from 'node:worker_threads';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';

const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME = 'copytaster', OTEL_TRACES_SAMPLER_ARG = '1' } = process.env;

if (isMainThread && OTEL_EXPORTER_OTLP_ENDPOINT) {
  const exporter = new OTLPTraceExporter({ url: `${OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': OTEL_SERVICE_NAME }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(Number(OTEL_TRACES_SAMPLER_ARG)) }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000, maxQueueSize: 8_192 })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  process.once('beforeExit', () => provider.shutdown());
}

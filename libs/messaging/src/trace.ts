/**
 * Follows one report across services: what is emitted carries the trace of whoever emits it, what is handled goes on
 * with the trace of the event (W3C Trace Context, OpenTelemetry). Costs next to nothing while nobody collects spans.
 * A batch is one span in the trace of its first event, linked to those of all others.
 */
import {
  context,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Attributes, SpanContext } from '@opentelemetry/api';

const tracer = trace.getTracer('yimen');

/** Of the span that runs now. */
export const currentTraceparent = (): string | null => {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span)
    ? `00-${span.traceId}-${span.spanId}-0${span.traceFlags & 1}`
    : null;
};

/** Undefined where the text is none: what comes from outside is not to be trusted. */
const spanContextOf = (traceparent: string | null | undefined): SpanContext | undefined => {
  const [, traceId, spanId, flags] =
    /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId) return undefined;
  const found = { traceId, spanId, traceFlags: parseInt(flags ?? '0', 16) & 1, isRemote: true };
  return isSpanContextValid(found) ? found : undefined;
};

export interface SpanFacts {
  name: string;
  kind: 'server' | 'consumer';
  /** what led to this; the first is the parent */
  causes: readonly (string | null | undefined)[];
  /** codes and names of services only */
  attributes?: Attributes;
}

export const startSpan = ({ name, kind, causes, attributes = {} }: SpanFacts) => {
  const known = causes.flatMap((cause) => spanContextOf(cause) ?? []);
  const [parent, ...others] = known;
  const within = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : context.active();
  const links = others.map((other) => ({ context: other }));
  const spanKind = kind === 'server' ? SpanKind.SERVER : SpanKind.CONSUMER;
  const span = tracer.startSpan(name, { kind: spanKind, attributes, links }, within);
  return { span, within: trace.setSpan(within, span) };
};

/** Runs `work` in a span of its own; what it emits carries that span. */
export const inSpan = async <T>(facts: SpanFacts, work: () => Promise<T>): Promise<T> => {
  const { span, within } = startSpan(facts);
  try {
    return await context.with(within, work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
    throw error;
  } finally {
    span.end();
  }
};

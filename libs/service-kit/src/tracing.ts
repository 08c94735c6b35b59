/** Sends spans to a collector; loaded only where one is named. Batches in the background, drops when it is away. */

/** @param url where the collector takes traces, OTLP over HTTP @param services of this process */
export const startTracing = async (url: string, services: readonly string[]): Promise<void> => {
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const name = services.length === 1 ? `yimen-${services[0] ?? ''}` : 'yimen';
  new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name, 'service.namespace': 'yimen' }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  }).register();
};

// Ready means progress: the database answers and no consumer is stuck.
const url = `http://127.0.0.1:${process.env.PORT ?? 8080}/health/ready`;
fetch(url, { signal: AbortSignal.timeout(4_000) }).then(
  (response) => process.exit(response.ok ? 0 : 1),
  () => process.exit(1),
);

/** The data lines of a server-sent event stream, one by one, until it ends. Comments (heartbeats) are passed over. */
const prefix = 'data: ';

export const eventData = async function* (response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of response.body ?? []) {
    const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(prefix)) yield line.slice(prefix.length);
  }
};

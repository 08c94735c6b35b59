import { Signals } from './signals';

describe('signals', () => {
  it('reach every listener of their channel and nobody else', () => {
    const signals = new Signals();
    const heard: string[] = [];
    signals.on<string>('police', (payload) => heard.push(`a ${payload}`));
    signals.on<string>('police', (payload) => heard.push(`b ${payload}`));
    signals.on<string>('agencies', (payload) => heard.push(`c ${payload}`));
    signals.publish('police', 'changed');
    expect(heard).toEqual(['a changed', 'b changed']);
  });

  it('are lost when nobody listens', () => {
    expect(() => new Signals().publish('police', {})).not.toThrow();
  });

  it('no longer reach a listener that has gone, also when it goes twice', () => {
    const signals = new Signals();
    let heard = 0;
    const off = signals.on('police', () => heard++);
    const other = signals.on('police', () => heard++);
    if (off === false || other === false) throw new Error('the channel is full');
    off();
    off();
    signals.publish('police', {});
    expect(heard).toBe(1);
  });

  it('take the 500th listener of a channel, not the next, until one goes', () => {
    const signals = new Signals();
    const offs = Array.from({ length: 500 }, () => signals.on('police', () => undefined));
    expect(offs).not.toContain(false);
    expect(signals.on('police', () => undefined)).toBe(false);
    expect(signals.on('agencies', () => undefined)).not.toBe(false);
    const [first] = offs;
    if (first) first();
    expect(signals.on('police', () => undefined)).not.toBe(false);
  });
});

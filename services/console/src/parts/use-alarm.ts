/**
 * A sound as long as a red item is unsigned, for whoever does not look at the screen. Guarantee: silent only where
 * somebody at this desk said so, and that is shown; a browser that plays nothing shows the banner all the same.
 */
import { useEffect, useState } from 'react';

const everyMs = 8_000;
const remembered = 'alarm-silent';
/** Two short high tones: heard through talk, unlike any of a telephone. */
const tones = [0, 0.35];
const toneSeconds = 0.25;
const pitchHz = 932;
const loudness = 0.25;

const sound = (context: AudioContext): void => {
  for (const start of tones) {
    const from = context.currentTime + start;
    const [oscillator, gain] = [context.createOscillator(), context.createGain()];
    oscillator.frequency.value = pitchHz;
    gain.gain.setValueAtTime(loudness, from);
    gain.gain.exponentialRampToValueAtTime(0.001, from + toneSeconds);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(from);
    oscillator.stop(from + toneSeconds);
  }
};

export interface Alarm {
  silent: boolean;
  toggle: () => void;
}

/** @param waiting red items that nobody signed */
export const useAlarm = (waiting: number): Alarm => {
  const [silent, setSilent] = useState(() => localStorage.getItem(remembered) === 'yes');
  const isOn = waiting > 0 && !silent;
  useEffect(() => {
    if (!isOn) return;
    const context = new AudioContext();
    sound(context);
    const timer = setInterval(() => sound(context), everyMs);
    return () => {
      clearInterval(timer);
      void context.close();
    };
  }, [isOn]);
  const toggle = () => {
    localStorage.setItem(remembered, silent ? 'no' : 'yes');
    setSilent(!silent);
  };
  return { silent, toggle };
};

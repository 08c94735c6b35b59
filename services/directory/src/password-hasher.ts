/**
 * Argon2id, a bounded number at once: a flood of logins waits or is turned away instead of taking all memory and cores.
 * Guarantees the same work whether the account has a password, has none, or does not exist.
 */
import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { RefusalError } from '@yimen/auth';
import { newPassword } from './password.policy';

/** OWASP password storage: argon2id, 19 MiB, 2 passes, 1 lane; about 25 ms of one core. Argon2id is the default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** One core stays free for reports; 2 x 19 MiB. */
const atOnce = 2;
/** About two seconds of waiting; beyond it the caller is told to come back. */
const longestQueue = 64;

/** Shown once, to whoever hands it over. */
export interface GivenPassword {
  name: string;
  password: string;
}

export class PasswordHasher {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return this.bounded(() => hash(password, cost));
  }

  /** A new password of an account, with its hash. */
  async fresh(name: string): Promise<GivenPassword & { hash: string }> {
    const password = newPassword((n) => randomInt(n));
    return { name, password, hash: await this.hash(password) };
  }

  /** False for a missing hash, in the same time as for a wrong password. */
  async matches(passwordHash: string | null | undefined, password: string): Promise<boolean> {
    // made on every path, or the first unknown name after a start would take twice as long
    this.decoy ??= this.hash('no account has this password');
    const against = passwordHash ?? (await this.decoy);
    const matches = await this.bounded(() => verify(against, password));
    return matches && typeof passwordHash === 'string';
  }

  /** @throws RefusalError `too_many_requests` when the queue is full */
  private async bounded<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= longestQueue) throw new RefusalError('too_many_requests');
    if (this.running >= atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

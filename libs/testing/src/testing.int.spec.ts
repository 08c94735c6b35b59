import { messagingTables } from '@yimen/messaging';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { testDatabase } from './database';
import { eventually } from './eventually';

class First1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of messagingTables('sample')) await runner.query(statement);
    await runner.query('create table sample.thing (id int primary key)');
    await runner.query('grant select, insert on sample.thing to sample_run');
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

const services = [{ schema: 'sample', migrations: [First1790000000000] }];

describe('the test database', () => {
  it('gives each caller its own data on the same schema', async () => {
    const first = await testDatabase({ services });
    const second = await testDatabase({ services });
    await first.db('sample').pool.query('insert into thing values (1)');
    expect((await second.db('sample').pool.query('select * from thing')).rowCount).toBe(0);
    await Promise.all([first.close(), second.close()]);
  });

  it('connects as the runtime role, which owns nothing', async () => {
    const database = await testDatabase({ services });
    const { pool } = database.db('sample');
    await expect(pool.query('drop table thing')).rejects.toThrow(/owner/);
    await expect(pool.query('delete from audit')).rejects.toThrow(/permission/);
    await database.close();
  });
});

describe('a spec that forgets a connection', () => {
  it('fails, and is told which', async () => {
    const database = await testDatabase({ services });
    const client = new Client({ connectionString: database.url, application_name: 'forgotten-one' });
    client.on('error', () => undefined);
    await client.connect();
    await expect(database.close()).rejects.toThrow('the spec left connections open: forgotten-one');
  });

  it('passes when it closes all', async () => {
    const database = await testDatabase({ services });
    await database.db('sample').pool.query('select 1');
    await expect(database.close()).resolves.toBeUndefined();
  });
});

describe('the template', () => {
  const columnsWith = (column: string) => {
    class Same1790000000000 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query(`create table sample.other (${column} int)`);
        await runner.query('grant select on sample.other to sample_run');
      }
      async down(): Promise<void> {
        throw new Error('forward only');
      }
    }
    return [{ schema: 'sample', migrations: [Same1790000000000] }];
  };

  it('is made anew when the same migration says something else', async () => {
    for (const column of ['before', 'after']) {
      const database = await testDatabase({ services: columnsWith(column) });
      await expect(database.db('sample').pool.query(`select ${column} from other`)).resolves.toBeDefined();
      await database.close();
    }
  });
});

describe('eventually', () => {
  it('gives the first value that is there', async () => {
    let looks = 0;
    expect(await eventually('three looks', () => (++looks === 3 ? 'there' : undefined))).toBe('there');
  });

  it('says what it waited for when it never comes', async () => {
    await expect(eventually('the moon', () => false, 30)).rejects.toThrow('the moon: not within 30 ms');
  });
});

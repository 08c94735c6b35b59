import { databaseBootstrap } from './bootstrap';

describe('the bootstrap of a database', () => {
  it.each(['police; drop table x', 'Police', '', '1st', 'a"b', 'x'.repeat(50)])(
    'refuses the schema name %j',
    (schema) => {
      expect(() => databaseBootstrap([{ schema }], {})).toThrow('not a schema name');
    },
  );

  it('writes a password so that it stays one', () => {
    const sql = databaseBootstrap([{ schema: 'police' }], { police: "it's" }).join('\n');
    expect(sql).toContain(`password 'it''s'`);
  });
});

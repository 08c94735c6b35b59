/** A service of a few routes for the kit's own specs: one to read, one form, one that fails in each way. */
import { Body, Controller, Get, HttpCode, Inject, Module, Param, Post, Res } from '@nestjs/common';
import { Access } from '@yimen/auth';
import { discardTables, messagingTables } from '@yimen/messaging';
import type { Db } from '@yimen/messaging';
import { IsInt, Max } from 'class-validator';
import type { FastifyReply } from 'fastify';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { IfMatch } from '../http/if-match';
import type { EventStream } from '../openapi/answers';
import { defineService } from '../service';
import type { ServiceDefinition } from '../service';
import { DB } from '../tokens';

class Tables1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables('sample'), ...discardTables('sample')])
      await runner.query(statement);
    await runner.query('create table note (id serial primary key, age int not null)');
    await runner.query('grant select, insert on note to sample_run');
    await runner.query('grant usage on sequence note_id_seq to sample_run');
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

class NoteForm {
  @IsInt()
  @Max(150)
  age!: number;
}

/** The one action that needs no account. */
const publicAction = 'directory.session.open';

@Controller('/api/sample')
class SampleController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Access(publicAction)
  @Get('notes')
  async list() {
    const { rows } = await this.db.pool.query<{ age: number }>('select age from note order by id');
    return { items: rows };
  }

  @Access(publicAction)
  @Post('notes')
  @HttpCode(201)
  async add(@Body() form: NoteForm) {
    await this.db.pool.query('insert into note (age) values ($1)', [form.age]);
    return { age: form.age };
  }

  @Access(publicAction)
  @Post('notes/:id/actions/sign')
  @HttpCode(200)
  sign(@Param('id') id: string, @IfMatch() version: number) {
    return { id, version };
  }

  /** answers once the database has slept that long */
  @Access(publicAction)
  @Post('slow/:seconds')
  async slow(@Param('seconds') seconds: string) {
    await this.db.pool.query('select pg_sleep($1)', [Number(seconds)]);
    return { slept: seconds };
  }

  @Access(publicAction)
  @Get('stream')
  stream(@Res() reply: FastifyReply): EventStream<object> {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write('event: change\ndata: {}\n\n');
    return {};
  }

  @Access(publicAction)
  @Get('broken')
  broken() {
    throw new Error('王小明 13800138000');
  }

  @Get('forgotten')
  forgotten() {
    return 'a route without a rule';
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

export const sampleService: ServiceDefinition = defineService({
  name: 'sample',
  schema: 'sample',
  module: SampleModule,
  migrations: [Tables1790000000000],
});

import { FastifyAdapter } from '@nestjs/platform-fastify';
import { allowedMethods, rememberRoutes } from './routes';

const routesOf = () => {
  const adapter = new FastifyAdapter();
  const routes = rememberRoutes(adapter);
  const fastify = adapter.getInstance();
  const answer = () => 'ok';
  fastify.get('/api/police/work-items', answer);
  fastify.get('/api/police/work-items/:id', answer);
  fastify.post('/api/police/work-items/:id/actions/:action', answer);
  fastify.post('/api/police/work-items/files', answer);
  fastify.put('/api/police/a.b+(c)', answer);
  return routes;
};

describe('the methods of a path', () => {
  const routes = routesOf();

  it.each([
    ['/api/police/work-items', ['GET', 'HEAD']],
    ['/api/police/work-items/', ['GET', 'HEAD']],
    ['/api/police/work-items/7', ['GET', 'HEAD']],
    ['/api/police/work-items/7/actions/sign', ['POST']],
    ['/api/police/work-items/files', ['POST']],
    ['/api/police/a.b+(c)', ['PUT']],
  ])('%s takes %j', (path, methods) => {
    expect(allowedMethods(routes, path).sort()).toEqual(methods);
  });

  it.each([
    '/',
    '/api/police',
    '/api/police/work-items/7/8',
    '/api/police/work-items/7/actions/',
    '/api/police/aXb+(c)',
  ])('%s is no path', (path) => {
    expect(allowedMethods(routes, path)).toEqual([]);
  });

  it('are remembered only of routes registered after', () => {
    const adapter = new FastifyAdapter();
    adapter.getInstance().get('/before', () => 'ok');
    expect(allowedMethods(rememberRoutes(adapter), '/before')).toEqual([]);
  });
});

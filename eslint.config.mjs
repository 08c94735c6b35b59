// Boundaries between projects (by tag), and the few rules that types and tidy do not already hold.
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Each row says what a kind of project may import, and why. */
const boundaries = [
  // pure code imports pure code only: no Nest, no database, no broker, so that rules can be run anywhere
  {
    sourceTag: 'type:pure',
    onlyDependOnLibsWithTags: ['type:pure'],
    bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg', 'kafkajs', 'fastify'],
  },
  // infrastructure knows contracts and itself, never a service
  { sourceTag: 'type:infra', onlyDependOnLibsWithTags: ['type:pure', 'type:infra', 'type:test'] },
  // a service never imports another service: facts come by event, questions go over HTTP
  { sourceTag: 'type:service', onlyDependOnLibsWithTags: ['type:pure', 'type:infra', 'type:test'] },
  // programs put services together
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: ['type:pure', 'type:infra', 'type:service', 'type:app', 'type:test'],
  },
  // test helpers stand beside infrastructure
  { sourceTag: 'type:test', onlyDependOnLibsWithTags: ['type:pure', 'type:infra', 'type:test'] },
];

export default [
  { ignores: ['**/node_modules/**', '**/dist/**', '**/generated/**', '**/*.cjs', '**/*.mjs', '.nx/**'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          depConstraints: boundaries,
          // the specs of what the test database rests on use the test database; no file ever imports in a circle
          ignoredCircularDependencies: [
            ['@yimen/messaging', '@yimen/testing'],
            ['@yimen/service-kit', '@yimen/testing'],
            ['@yimen/messaging', '@yimen/service-kit'],
          ],
        },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      'max-params': ['error', { max: 5 }],
      complexity: ['error', 15],
      eqeqeq: ['error', 'always'],
    },
  },
  prettier,
];

import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist/', 'src/studio/api/generated/'] },
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  prettier,
  svelte.configs.prettier,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  { files: ['**/*.svelte', '**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  // The compiler of TypeScript finds names that are not there, with the types of both pages.
  { files: ['**/*.ts', '**/*.svelte'], rules: { 'no-undef': 'off' } },
  {
    rules: {
      // `_` is a name for what is left out.
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // Maps here are filled once, or announce their changes by a version that is state.
      'svelte/prefer-svelte-reactivity': 'off',
      // svelte-check says it, with the warnings of the compiler that builds the pages.
      'svelte/no-unused-svelte-ignore': 'off',
      // A blank in braces is one that Svelte keeps.
      'svelte/no-useless-mustaches': 'off',
    },
  },
);

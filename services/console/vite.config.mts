import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // the sources of the contracts, so that the console builds before and without their build
  resolve: { conditions: ['development', 'module', 'browser'] },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // one vendor file that changes with dependencies only, one small file that changes with us
    rollupOptions: {
      output: { manualChunks: (id) => (id.includes('node_modules') ? 'vendor' : undefined) },
      // of the contracts only the catalogues that are used: no validator, no event schema
      treeshake: { moduleSideEffects: (id) => !id.includes('/libs/contracts/') },
    },
    chunkSizeWarningLimit: 1_600,
  },
});

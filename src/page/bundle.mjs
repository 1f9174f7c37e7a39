/** Joins the modules of the page: a browser asks for few files, and the first list waits for none of the others. */
export default {
  input: 'src/page/main.tsx',
  tsconfig: 'src/page/tsconfig.json',
  output: { dir: 'dist/src/page', entryFileNames: '[name].js', chunkFileNames: '[name].js', minify: true },
};

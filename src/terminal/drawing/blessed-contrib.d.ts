declare module 'blessed-contrib/lib/widget/charts/line.js' {
  const line: unknown;
  export default line;
}

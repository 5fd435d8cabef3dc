declare module '*.css';
declare module '*?worker' {
  const address: string;
  export default address;
}
declare module 'wasm:*' {
  const address: string;
  export default address;
}

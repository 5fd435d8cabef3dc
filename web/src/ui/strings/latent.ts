// What <fm-latent> says.
export const words = {
  label: 'A flow of latents, beside one of pixels',
  noise: 'Other noise',
  guidance: 'guidance w',
  latentTime: 'time taken, latents',
  pixelTime: 'time taken, pixels',
  quality: 'distances',
  qualities: (latent: string, pixel: string) => `${latent} and ${pixel}`,
  unknown: '–',
  latents: (t: string) => `latents at t = ${t}, 4 × 7 × 7 numbers each`,
  decoded: 'what is expected of them, decoded',
  pixels: 'what the network of pixels expects then',
  latentsShort: (t: string) => `latents, t = ${t}`,
  decodedShort: 'expected, decoded',
  pixelsShort: 'expected, in pixels',
  // in words
  picture: (count: number, classes: string, t: string) =>
    `${count} digits, ${classes}, at time ${t}: their latents, what the flow of latents expects of them, decoded, and what the flow of pixels expects at that time.`,
} as const;

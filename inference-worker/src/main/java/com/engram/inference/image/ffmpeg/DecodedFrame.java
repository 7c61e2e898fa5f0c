package com.engram.inference.image.ffmpeg;

/**
 * Decoded pixels.
 *
 * @param width in pixels, possibly less than that of the image
 * @param height in pixels, possibly less than that of the image
 * @param channels 3 for blue, green and red; 1 for grey
 * @param pixels one byte per channel, row by row
 * @param primaries the code of the colour primaries by ITU-T H.273 in the coded data; 2 if they are unknown
 * @param transfer the code of the transfer function by ITU-T H.273; 13 after the mapping to sRGB; 2 if it is unknown
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record DecodedFrame(int width, int height, int channels, byte[] pixels, int primaries, int transfer) {}

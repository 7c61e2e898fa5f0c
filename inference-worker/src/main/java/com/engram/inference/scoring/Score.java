package com.engram.inference.scoring;

import com.engram.inference.model.Heatmap;

/**
 * What the engine says of an image's memorability.
 *
 * @param value expected share of viewers who recognise the image, 0..1
 * @param lower end of the 90 % interval of what people's hit rate will be
 * @param percentile place among photographs, 0..100
 * @param outOfDomain the image is unlike those the model learnt from: take the score with salt
 * @param pooled each feature's mean over the image, which the score was made from
 * @param map the exact decomposition of the unclipped score
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Score(
        double value,
        double lower,
        double upper,
        double percentile,
        boolean outOfDomain,
        float[] pooled,
        Heatmap map) {}

package com.engram.inference.model.head;

/**
 * Reduces a long vector to a short one so that dot products between vectors are preserved on average (count sketch, Charikar et al.
 * 2002). Every feature is added to, or subtracted from, one of the values. The assignment depends only on the index of the feature,
 * because sketches of different times are compared.
 */
final class Sketch {
    /** The number of values; a power of two. */
    static final int LENGTH = 128;

    private static final int INDEX_BITS = Integer.numberOfTrailingZeros(LENGTH);

    private Sketch() {}

    /** Writes the sketch of a vector, scaled to the length of the vector, from index {@code at}. */
    static void write(float[] vector, float[] into, int at) {
        double squared = 0;
        for (int i = 0; i < vector.length; i++) {
            int hash = mixed(i);
            int bucket = at + (hash >>> (Integer.SIZE - INDEX_BITS));
            into[bucket] += (hash & 1) == 0 ? vector[i] : -vector[i];
            squared += (double) vector[i] * vector[i];
        }
        double sketched = 0;
        for (int k = at; k < at + LENGTH; k++) {
            sketched += (double) into[k] * into[k];
        }
        float factor = sketched > 0 ? (float) Math.sqrt(squared / sketched) : 0;
        for (int k = at; k < at + LENGTH; k++) {
            into[k] *= factor;
        }
    }

    /** The finaliser of MurmurHash3, which makes neighbouring indices independent. */
    private static int mixed(int index) {
        int hash = index + 0x9E3779B9;
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
        return hash ^ (hash >>> 16);
    }
}

package com.engram.training;

/** Why a training failed, as the tenant is told. The operator sees the detail. */
public enum TrainingFailure {
    /** Too many of the images were deleted before the training began. */
    TOO_FEW_IMAGES,
    /** The process failed, several times. */
    PROCESS_FAILED,
    /** The process took longer than the limit. */
    TOO_SLOW
}

package com.engram.training;

/** Where an installation trains its tenants' models. */
public enum TrainingPlace {
    /** A process on the server's machine. */
    THIS_MACHINE,
    /** Training jobs of Amazon SageMaker, in the installation's own account. */
    SAGEMAKER
}

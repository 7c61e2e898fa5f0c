package com.engram.cloud.data;

import com.engram.cloud.CloudSettings;
import com.engram.cloud.network.NetworkStack;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** What must survive every other stack. Deleting this stack keeps the buckets, the secrets, and a last snapshot of the database. */
public final class DataStack extends Stack {
    private final Database database;
    private final LogBucket logs;
    private final ImageBucket images;
    private final TrainingBucket training;
    private final ServerSecrets secrets;
    private final Optional<ArrivedUploads> arrivedUploads;

    /** Creates the database, the buckets, the queue, and the secrets. */
    public DataStack(Construct scope, StackProps properties, CloudSettings settings, NetworkStack network) {
        super(scope, "Data", properties);
        setTerminationProtection(true);
        this.database = Database.of(this, settings, network);
        this.logs = new LogBucket(this, settings);
        this.images = new ImageBucket(this, settings, logs);
        this.arrivedUploads =
                settings.uploadQueue() ? Optional.of(new ArrivedUploads(this, settings)) : Optional.empty();
        arrivedUploads.ifPresent(images::announceUploads);
        this.training = new TrainingBucket(this, settings, logs);
        this.secrets = new ServerSecrets(this, settings.name());
    }

    /** The database. */
    public Database database() {
        return database;
    }

    /** The bucket with access logs. */
    public LogBucket logs() {
        return logs;
    }

    /** The bucket with the images. */
    public ImageBucket images() {
        return images;
    }

    /** The queue of arrived uploads; empty if servers only ask the bucket for them. */
    public Optional<ArrivedUploads> arrivedUploads() {
        return arrivedUploads;
    }

    /** The bucket with data sets, checkpoints and models. */
    public TrainingBucket training() {
        return training;
    }

    /** Passwords and keys of the servers. */
    public ServerSecrets secrets() {
        return secrets;
    }
}

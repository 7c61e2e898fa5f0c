package com.engram.cloud;

import com.engram.cloud.data.DataStack;
import com.engram.cloud.network.NetworkStack;
import com.engram.cloud.operations.OperationsStack;
import com.engram.cloud.scorers.ScorersStack;
import com.engram.cloud.server.ServerStack;
import com.engram.cloud.training.TrainingStack;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;

/** All stacks of an installation, in the order in which they are deployed. Each one refers only to those before it. */
public final class EngramOnAws {
    private final CloudSettings settings;
    private final NetworkStack network;
    private final DataStack data;
    private final ScorersStack scorers;
    private final ServerStack server;
    private final TrainingStack training;
    private final OperationsStack operations;

    /** Adds the stacks to an app. */
    public EngramOnAws(App app, CloudSettings settings, BuiltParts parts) {
        this.settings = settings;
        this.network = new NetworkStack(app, properties("network"), settings);
        this.data = new DataStack(app, properties("data"), settings, network);
        this.scorers = new ScorersStack(app, properties("scorers"), settings, parts, network, data);
        this.training = new TrainingStack(app, properties("training"), settings, parts, network, data, scorers);
        this.server = new ServerStack(app, properties("server"), settings, parts, network, data, scorers, training);
        this.operations = new OperationsStack(app, properties("operations"), settings, data, scorers, server);
        Tags.of(app).add("application", settings.name());
    }

    private StackProps properties(String name) {
        return StackProps.builder()
                .stackName(settings.name() + "-" + name)
                .env(Environment.builder()
                        .account(settings.account())
                        .region(settings.region())
                        .build())
                .build();
    }

    /** The network. */
    public NetworkStack network() {
        return network;
    }

    /** The database, the buckets, and the secrets. */
    public DataStack data() {
        return data;
    }

    /** The function and the endpoints. */
    public ScorersStack scorers() {
        return scorers;
    }

    /** The servers. */
    public ServerStack server() {
        return server;
    }

    /** The training. */
    public TrainingStack training() {
        return training;
    }

    /** Alarms and budget. */
    public OperationsStack operations() {
        return operations;
    }
}

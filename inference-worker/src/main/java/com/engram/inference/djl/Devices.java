package com.engram.inference.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;

/** Finds the devices of PyTorch by name. */
public final class Devices {
    private Devices() {}

    /**
     * The device with that name: {@code cpu}, or {@code cuda} with an optional number, such as {@code cuda:1}.
     *
     * @throws IllegalArgumentException if the name is unknown, or PyTorch finds no such GPU
     */
    public static Device named(String name) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        if (!name.matches("cuda(:\\d+)?")) {
            throw new IllegalArgumentException("Unknown device " + name + "; use cpu, cuda, cuda:0, cuda:1 ...");
        }
        int number = name.length() > 5 ? Integer.parseInt(name.substring(5)) : 0;
        int present = Engine.getEngine("PyTorch").getGpuCount();
        if (number >= present) {
            throw new IllegalArgumentException(
                    "PyTorch finds no device " + name + " among " + present
                            + " GPUs. A GPU needs an NVIDIA driver and an engine that is built with -Pcuda. Otherwise use cpu.");
        }
        return Device.gpu(number);
    }
}

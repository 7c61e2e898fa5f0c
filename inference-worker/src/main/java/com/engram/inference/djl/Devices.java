package com.engram.inference.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;

/** Finds the processor that configuration asks for. */
public final class Devices {
    private Devices() {}

    /**
     * {@code cpu}, or {@code cuda} with an optional number: {@code cuda:1}.
     *
     * @throws IllegalArgumentException if there is no such processor here, with a word on what is missing
     */
    public static Device named(String name) {
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        if (!name.matches("cuda(:\\d+)?")) {
            throw new IllegalArgumentException("No device " + name + ": there are cpu, cuda, cuda:0, cuda:1 ...");
        }
        int number = name.length() > 5 ? Integer.parseInt(name.substring(5)) : 0;
        int present = Engine.getEngine("PyTorch").getGpuCount();
        if (number >= present) {
            throw new IllegalArgumentException("The device " + name + " was asked for, but PyTorch sees " + present
                    + " GPUs here. It needs an NVIDIA driver, and the engine built with -Pcuda; or say cpu.");
        }
        return Device.gpu(number);
    }
}

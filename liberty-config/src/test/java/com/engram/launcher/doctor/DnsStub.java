package com.engram.launcher.doctor;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A server with the DNS's protocol, which knows text records only. */
final class DnsStub implements AutoCloseable {
    private final DatagramSocket socket;
    private final Map<String, List<String>> records = new HashMap<>();

    private DnsStub(DatagramSocket socket) {
        this.socket = socket;
    }

    static DnsStub start() throws IOException {
        DnsStub stub = new DnsStub(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(stub::serve, "dns");
        thread.setDaemon(true);
        thread.start();
        return stub;
    }

    TxtRecords records() {
        return new TxtRecords("dns://127.0.0.1:" + socket.getLocalPort());
    }

    DnsStub add(String name, String text) {
        synchronized (records) {
            records.computeIfAbsent(name, key -> new ArrayList<>()).add(text);
        }
        return this;
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                byte[] answer = answer(buffer, question.getLength());
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }

    private byte[] answer(byte[] question, int length) throws IOException {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (question[at] != 0) {
            int label = question[at];
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(question, at + 1, label, StandardCharsets.US_ASCII));
            at += label + 1;
        }
        int end = at + 5;
        List<String> texts;
        synchronized (records) {
            texts = records.getOrDefault(name.toString().toLowerCase(Locale.ROOT), List.of());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(question, 0, 2);
        out.writeShort(texts.isEmpty() ? 0x8583 : 0x8580); // no such name, or no error
        out.writeShort(1);
        out.writeShort(texts.size());
        out.writeInt(0);
        out.write(question, 12, end - 12);
        for (String text : texts) {
            byte[] content = text.getBytes(StandardCharsets.US_ASCII);
            out.writeShort(0xc00c); // the name of the question
            out.writeShort(16);
            out.writeShort(1);
            out.writeInt(60);
            out.writeShort(content.length + 1);
            out.writeByte(content.length);
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}

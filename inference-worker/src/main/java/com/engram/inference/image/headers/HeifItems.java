package com.engram.inference.image.headers;

import com.engram.inference.image.RejectedImageException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The items of a {@code meta} box: types, locations, references and properties. */
final class HeifItems {
    private static final int MAX_EXTENTS = 10_000;

    private final ByteSlice file;
    private final Map<Long, String> types = new HashMap<>();
    private final Map<Long, Location> locations = new HashMap<>();
    private final List<Reference> references = new ArrayList<>();
    private final Map<Long, List<Box>> properties = new HashMap<>();
    private ByteSlice data;
    private long primary;

    private record Location(int method, List<Extent> extents) {}

    private record Extent(long offset, long length) {}

    private record Reference(String type, long from, List<Long> to) {}

    private HeifItems(ByteSlice file) {
        this.file = file;
        this.data = file;
    }

    static HeifItems read(ByteSlice file, Box meta) throws ByteSlice.Truncated {
        HeifItems items = new HeifItems(file);
        List<Box> boxes = meta.children(4);
        for (Box box : boxes) {
            switch (box.type()) {
                case "pitm" -> items.primary = items.id(box, 4, box.version());
                case "iinf" -> items.types(box);
                case "iloc" -> items.locations(box);
                case "iref" -> items.references(box);
                case "iprp" -> items.properties(box);
                case "idat" -> items.data = box.body();
                default -> {} // not needed
            }
        }
        return items;
    }

    /**
     * Checks that the file contains the data of all items.
     *
     * @throws RejectedImageException if it was cut off
     */
    void checkComplete() throws RejectedImageException {
        long end = 0;
        for (Location location : locations.values()) {
            if (location.method == 0) {
                for (Extent extent : location.extents) {
                    end = Math.max(end, extent.offset + extent.length);
                }
            }
        }
        if (end > file.size()) {
            throw HeaderValidator.cutOff(file.size(), end);
        }
    }

    /** The id of the primary item; 0 if there is none. */
    long primary() {
        return primary;
    }

    /** The type of an item, four characters; empty if it is unknown. */
    String type(long item) {
        return types.getOrDefault(item, "");
    }

    /** The properties of an item in their order. */
    List<Box> properties(long item) {
        return properties.getOrDefault(item, List.of());
    }

    /** The first property of that type. */
    Optional<Box> property(long item, String type) {
        return Box.find(properties(item), type);
    }

    /** The items to which an item refers. */
    List<Long> referred(String type, long from) {
        return references.stream()
                .filter(reference -> reference.type.equals(type) && reference.from == from)
                .findFirst()
                .map(Reference::to)
                .orElse(List.of());
    }

    /** The items that refer to an item. */
    List<Long> referring(String type, long to) {
        return references.stream()
                .filter(reference -> reference.type.equals(type) && reference.to.contains(to))
                .map(Reference::from)
                .toList();
    }

    /**
     * The data of an item.
     *
     * @throws RejectedImageException if the file ends before them
     */
    byte[] data(long item) throws ByteSlice.Truncated, RejectedImageException {
        Location location = locations.get(item);
        if (location == null || location.method > 1) {
            throw HeaderValidator.damaged("The image data cannot be found in the file.");
        }
        ByteSlice source = location.method == 1 ? data : file;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Extent extent : location.extents) {
            long length = extent.length == 0 ? source.size() - extent.offset : extent.length;
            if (extent.offset < 0 || length < 0 || length > source.size() - extent.offset) {
                throw HeaderValidator.cutOff(source.size(), extent.offset + length);
            }
            if (out.size() + length > file.size()) {
                throw HeaderValidator.damaged("The parts of the image data overlap.");
            }
            out.writeBytes(source.slice(extent.offset, length).copy());
        }
        return out.toByteArray();
    }

    private long id(Box box, long at, int version) throws ByteSlice.Truncated {
        return version == 0 ? box.body().u16(at) : box.body().u32(at);
    }

    private void types(Box box) throws ByteSlice.Truncated {
        for (Box entry : box.children(box.version() == 0 ? 6 : 8)) {
            int version = entry.version();
            if (entry.type().equals("infe") && version >= 2) {
                boolean wide = version > 2;
                types.put(
                        wide ? entry.body().u32(4) : entry.body().u16(4),
                        entry.body().ascii(wide ? 10 : 8, 4));
            }
        }
    }

    private void locations(Box box) throws ByteSlice.Truncated {
        ByteSlice body = box.body();
        int version = box.version();
        int offsetBytes = body.u8(4) >> 4;
        int lengthBytes = body.u8(4) & 15;
        int baseBytes = body.u8(5) >> 4;
        int indexBytes = version == 0 ? 0 : body.u8(5) & 15;
        int idBytes = version < 2 ? 2 : 4;
        long count = body.number(6, idBytes);
        long at = 6 + idBytes;
        for (long item = 0; item < count; item++) {
            long id = body.number(at, idBytes);
            at += idBytes;
            int method = 0;
            if (version > 0) {
                method = body.u16(at) & 15;
                at += 2;
            }
            long base = body.number(at + 2, baseBytes);
            at += 2 + baseBytes;
            int extents = body.u16(at);
            at += 2;
            List<Extent> list = new ArrayList<>();
            for (int i = 0; i < extents && i < MAX_EXTENTS; i++) {
                at += indexBytes;
                long offset = body.number(at, offsetBytes);
                long length = body.number(at + offsetBytes, lengthBytes);
                at += offsetBytes + lengthBytes;
                list.add(new Extent(base + offset, length));
            }
            locations.put(id, new Location(method, list));
        }
    }

    private void references(Box box) throws ByteSlice.Truncated {
        int bytes = box.version() == 0 ? 2 : 4;
        for (Box entry : box.children(4)) {
            ByteSlice body = entry.body();
            List<Long> to = new ArrayList<>();
            int count = body.u16(bytes);
            for (int i = 0; i < count; i++) {
                to.add(body.number(bytes + 2 + (long) i * bytes, bytes));
            }
            references.add(new Reference(entry.type(), body.number(0, bytes), to));
        }
    }

    private void properties(Box box) throws ByteSlice.Truncated {
        List<Box> boxes = box.children(0);
        List<Box> all = Box.find(boxes, "ipco").isPresent()
                ? Box.find(boxes, "ipco").get().children(0)
                : List.of();
        for (Box associations : boxes) {
            if (associations.type().equals("ipma")) {
                associate(associations, all);
            }
        }
    }

    private void associate(Box box, List<Box> all) throws ByteSlice.Truncated {
        ByteSlice body = box.body();
        int idBytes = box.version() == 0 ? 2 : 4;
        boolean wide = (body.u8(3) & 1) != 0;
        long count = body.u32(4);
        long at = 8;
        for (long entry = 0; entry < count; entry++) {
            List<Box> own = new ArrayList<>();
            long id = body.number(at, idBytes);
            int number = body.u8(at + idBytes);
            at += idBytes + 1;
            for (int i = 0; i < number; i++) {
                int index = wide ? body.u16(at) & 0x7FFF : body.u8(at) & 0x7F;
                at += wide ? 2 : 1;
                if (index > 0 && index <= all.size()) {
                    own.add(all.get(index - 1));
                }
            }
            properties.put(id, own);
        }
    }
}

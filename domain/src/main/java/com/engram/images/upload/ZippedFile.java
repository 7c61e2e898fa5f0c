package com.engram.images.upload;

import com.engram.language.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * A file of a ZIP archive.
 *
 * @param path its folders and its name as the archive has them, with slashes
 * @param name what the image is called: its name with its folders, except those that all files share
 */
record ZippedFile(ZipArchiveEntry entry, String path, String name) {

    /** Other methods need libraries that are not here, and do not make images smaller anyway. */
    private static final Set<ZipMethod> METHODS = EnumSet.of(
            ZipMethod.STORED,
            ZipMethod.DEFLATED,
            ZipMethod.ENHANCED_DEFLATED,
            ZipMethod.BZIP2,
            ZipMethod.UNSHRINKING,
            ZipMethod.IMPLODING);

    /** What computers and network storage add to folders: previews, settings, and files that are hidden by their name. */
    private static final Pattern SYSTEM_FILE = Pattern.compile(
            "(^|.*/)(__MACOSX/.*|@eaDir/.*|#recycle/.*|\\.[^/.].*|Thumbs\\.db|desktop\\.ini)",
            Pattern.CASE_INSENSITIVE);

    /** The files of an archive, without its folders. */
    static List<ZippedFile> listFiles(List<ZipArchiveEntry> entries) {
        ZipEntryNames names = ZipEntryNames.of(entries);
        List<ZipArchiveEntry> files =
                entries.stream().filter(entry -> !entry.isDirectory()).toList();
        int shared = sharedFolders(files.stream()
                .map(names::read)
                .filter(path -> !isSystemFile(path))
                .toList());
        return files.stream()
                .map(entry -> {
                    String path = names.read(entry);
                    return new ZippedFile(
                            entry, path, ImageNames.ofPath(isSystemFile(path) ? path : path.substring(shared)));
                })
                .toList();
    }

    /** How long the folders are that all paths begin with, in characters with their slashes. */
    private static int sharedFolders(List<String> paths) {
        String shared = paths.stream().reduce(ZippedFile::sharedStart).orElse("");
        return shared.lastIndexOf('/') + 1;
    }

    private static String sharedStart(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }

    private static boolean isSystemFile(String path) {
        return SYSTEM_FILE.matcher(path).matches();
    }

    /** @throws SkippedFileException if the file is none that a person packed, or cannot be unpacked */
    void checkReadable() throws SkippedFileException {
        if (isSystemFile(path)) {
            throw new SkippedFileException(Message.of("skipped.of_the_system"));
        }
        if (entry.isUnixSymlink()) {
            throw new SkippedFileException(Message.of("skipped.link"));
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new SkippedFileException(Message.of("skipped.password"));
        }
        if (!METHODS.contains(ZipMethod.getMethodByCode(entry.getMethod()))) {
            throw new SkippedFileException(Message.of("skipped.method"));
        }
    }
}

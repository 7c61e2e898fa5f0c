package com.engram.launcher.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.auth.PostPolicy;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.shaded.org.eclipse.jetty.http.HttpHeader;
import org.gaul.shaded.org.eclipse.jetty.io.Content;
import org.gaul.shaded.org.eclipse.jetty.server.Handler;
import org.gaul.shaded.org.eclipse.jetty.server.Request;
import org.gaul.shaded.org.eclipse.jetty.server.Response;
import org.gaul.shaded.org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Stores what a signed form uploads. S3Proxy turns the file into a text, byte by byte, and back, which is more than half of the
 * processor time of the whole store. It still answers every form that this class does not accept, with the same body.
 */
final class FormUploads extends Handler.Wrapper {

    /** S3Proxy holds no larger body in memory either. */
    private static final long MAX_BYTES = 128L << 20;

    private static final Pattern BUCKET = Pattern.compile("/([a-z0-9-]+)/?");
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/form-data;[ \t]*boundary=\"?([^\";, \t]{1,70})\"?");

    /** Keys that no rule of S3Proxy concerns. */
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,150}");

    private static final Set<String> FIELDS = Set.of(
            "key", "content-type", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "policy", "x-amz-signature");

    private final BlobStore objects;
    private final String accessKey;
    private final String secretKey;
    private final CrossOriginResourceSharing origins;

    FormUploads(Handler store, BlobStore objects, Properties properties) {
        super(store);
        this.objects = objects;
        this.accessKey = properties.getProperty("s3proxy.identity");
        this.secretKey = properties.getProperty("s3proxy.credential");
        this.origins = new CrossOriginResourceSharing(
                words(properties, "s3proxy.cors-allow-origins"),
                words(properties, "s3proxy.cors-allow-methods"),
                words(properties, "s3proxy.cors-allow-headers"),
                words(properties, "s3proxy.cors-exposed-headers"),
                "");
    }

    private static List<String> words(Properties properties, String name) {
        return Arrays.stream(properties.getProperty(name, "").split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Matcher bucket = BUCKET.matcher(request.getHttpURI().getPathQuery());
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        Matcher boundary = BOUNDARY.matcher(type == null ? "" : type);
        boolean isForm = request.getMethod().equals("POST")
                && bucket.matches()
                && boundary.matches()
                && request.getHeaders().get(HttpHeader.AUTHORIZATION) == null
                && request.getLength() > 0
                && request.getLength() <= MAX_BYTES;
        if (!isForm) {
            return super.handle(request, response, callback);
        }
        byte[] body = read(request);
        Optional<PostedForm> form = PostedForm.parse(body, boundary.group(1));
        if (form.isEmpty() || !isPermitted(form.get(), bucket.group(1))) {
            return super.handle(new ReplayedRequest(request, body), response, callback);
        }
        String etag = store(form.get(), bucket.group(1), body);
        response.setStatus(204);
        response.getHeaders().put(HttpHeader.ETAG, "\"" + etag.replace("\"", "") + "\"");
        allowOrigin(request, response);
        callback.succeeded();
        return true;
    }

    /** The body; shorter than its length if the client has broken off. */
    private static byte[] read(Request request) throws IOException {
        byte[] body = new byte[(int) request.getLength()];
        try (InputStream in = Content.Source.asInputStream(request)) {
            int read = in.readNBytes(body, 0, body.length);
            return read == body.length ? body : Arrays.copyOf(body, read);
        }
    }

    private String store(PostedForm form, String bucket, byte[] body) {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(form.field("key"))
                .contentLength((long) form.fileBytes())
                .contentType(form.field("content-type"));
        return objects.putBlob(put.build(), new ByteArrayInputStream(body, form.fileAt(), form.fileBytes()))
                .eTag();
    }

    private boolean isPermitted(PostedForm form, String bucket) {
        if (!FIELDS.equals(form.fields().keySet())
                || !PLAIN_KEY.matcher(form.field("key")).matches()
                || !form.field("x-amz-algorithm").equals("AWS4-HMAC-SHA256")
                || !isSigned(form)) {
            return false;
        }
        Map<String, String> conditions = new HashMap<>(form.fields());
        conditions.put("bucket", bucket);
        try {
            PostPolicy.parse(form.field("policy").getBytes(StandardCharsets.ISO_8859_1))
                    .evaluate(conditions, form.fileBytes());
            return true;
        } catch (S3ProxyException e) {
            return false;
        }
    }

    /** Whether the policy has a signature of this store's only key. */
    private boolean isSigned(PostedForm form) {
        String[] credential = form.field("x-amz-credential").split("/", -1);
        if (credential.length != 5
                || !credential[0].equals(accessKey)
                || !credential[3].equals("s3")
                || !credential[4].equals("aws4_request")) {
            return false;
        }
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String scope : Arrays.asList(credential).subList(1, credential.length)) {
            key = hmac(key, scope);
        }
        String signature = HexFormat.of().formatHex(hmac(key, form.field("policy")));
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.US_ASCII),
                form.field("x-amz-signature").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** The same headers as those of S3Proxy's responses. */
    private void allowOrigin(Request request, Response response) {
        response.getHeaders().put(HttpHeader.VARY, "Origin");
        String origin = request.getHeaders().get("Origin");
        if (origin != null && origins.isOriginAllowed(origin)) {
            response.getHeaders()
                    .put("Access-Control-Allow-Origin", origins.getAllowedOrigin(origin))
                    .put("Access-Control-Allow-Methods", origins.getAllowedMethods())
                    .put("Access-Control-Expose-Headers", origins.getExposedHeaders());
        }
    }

    /** A request whose body was read already. */
    private static final class ReplayedRequest extends Request.Wrapper {

        private final Content.Source body;

        ReplayedRequest(Request request, byte[] body) {
            super(request);
            this.body = Content.Source.from(ByteBuffer.wrap(body));
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable whenAvailable) {
            body.demand(whenAvailable);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }

        @Override
        public boolean consumeAvailable() {
            return true;
        }
    }
}

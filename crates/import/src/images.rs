//! Images of a document: decoded within bounds, made smaller, and written anew, so that nothing but pixels comes along.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::limits::{KEPT_SIDE, MAX_IMAGE_MEMORY, MAX_SIDE};

/// Quality of JPEG: no fault to be seen in a photograph.
const QUALITY: u8 = 85;

/// An image as it is kept, with its ending: decoded within bounds, turned upright, no side longer than 1,600 pixels,
/// written anew without anything that stood beside its pixels.
///
/// # Errors
/// Why it can not be kept, in Vietnamese.
pub fn encoded(bytes: &[u8]) -> Result<(Vec<u8>, &'static str), String> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    let format = reader
        .format()
        .ok_or("dạng ảnh này (có thể là EMF, WMF) không đọc được")?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_IMAGE_MEMORY);
    reader.limits(limits);
    let bad = |_| "ảnh hỏng, quá lớn hoặc dạng không đọc được".to_owned();
    let mut decoder = reader.into_decoder().map_err(bad)?;
    let (width, height) = decoder.dimensions();
    if width > MAX_SIDE || height > MAX_SIDE || decoder.total_bytes() > MAX_IMAGE_MEMORY {
        return Err(format!("ảnh {width} × {height} điểm là quá lớn"));
    }
    // How a phone was held is said beside the pixels, and that is not kept.
    let turned = decoder.orientation().map_err(bad)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(bad)?;
    image.apply_orientation(turned);
    let image = if image.width().max(image.height()) > KEPT_SIDE {
        image.thumbnail(KEPT_SIDE, KEPT_SIDE)
    } else {
        image
    };
    // Drawings and what can be seen through stay exact; photographs become small.
    if format == ImageFormat::Jpeg {
        return jpeg(&image);
    }
    let mut out = Vec::new();
    image
        .write_to(&mut Cursor::new(&mut out), ImageFormat::Png)
        .map_err(|error| error.to_string())?;
    if out.len() > 600 << 10 && !image.color().has_alpha() {
        return jpeg(&image);
    }
    Ok((out, "png"))
}

fn jpeg(image: &DynamicImage) -> Result<(Vec<u8>, &'static str), String> {
    let mut out = Vec::new();
    let rgb = image.to_rgb8();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode_image(&rgb)
        .map_err(|error| error.to_string())?;
    Ok((out, "jpg"))
}
